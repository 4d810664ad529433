/** Tests of stored documents. */
@NullMarked
package dev.kehu.platform.bson;

import org.jspecify.annotations.NullMarked;
