/** Where keys of data subjects are kept, each wrapped: in a file, or in PostgreSQL. */
@NullMarked
package dev.kehu.platform.sealing.keystore;

import org.jspecify.annotations.NullMarked;
