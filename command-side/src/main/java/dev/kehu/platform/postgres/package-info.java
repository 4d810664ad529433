/** Sessions with a PostgreSQL server: made, ended, taken up again; what a failure of one means. */
@NullMarked
package dev.kehu.platform.postgres;

import org.jspecify.annotations.NullMarked;
