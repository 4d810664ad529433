/** Tests of how a firm's history is counted. */
@NullMarked
package dev.kehu.lifecycle.formula;

import org.jspecify.annotations.NullMarked;
