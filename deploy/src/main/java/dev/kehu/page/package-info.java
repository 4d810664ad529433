/** The first page: search, and one customer on one page, rendered on the server. */
@NullMarked
package dev.kehu.page;

import org.jspecify.annotations.NullMarked;
