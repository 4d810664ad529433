/** The embedded store's own promises, beyond the contract. */
@NullMarked
package dev.kehu.platform.viewstore.embedded;

import org.jspecify.annotations.NullMarked;
