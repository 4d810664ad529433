/** Answers the portable subset of Mongo's wire protocol from one store of ordered documents. */
@NullMarked
package dev.kehu.platform.viewstore.wire;

import org.jspecify.annotations.NullMarked;
