/** What a view store must do, and shows that it does. */
@NullMarked
package dev.kehu.platform.viewstore;

import org.jspecify.annotations.NullMarked;
