/** Where views live: documents and their position, in one committed version. */
@NullMarked
package dev.kehu.platform.viewstore;

import org.jspecify.annotations.NullMarked;
