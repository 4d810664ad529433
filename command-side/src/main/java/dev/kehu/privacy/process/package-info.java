/** Carries out erasures that were decided: to the end, whatever happens in between. */
@NullMarked
package dev.kehu.privacy.process;

import org.jspecify.annotations.NullMarked;
