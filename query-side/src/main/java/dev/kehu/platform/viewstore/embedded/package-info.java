/** The view store inside this process: when what is written becomes durable, and its one file. */
@NullMarked
package dev.kehu.platform.viewstore.embedded;

import org.jspecify.annotations.NullMarked;
