/** Signs what is handed out as proof that something was done. */
@NullMarked
package dev.kehu.platform.receipt;

import org.jspecify.annotations.NullMarked;
