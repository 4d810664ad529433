/** Which addresses show people: what a look at them is taken down as, and what leave it needs. */
@NullMarked
package dev.kehu.audit.api.look;

import org.jspecify.annotations.NullMarked;
