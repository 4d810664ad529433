/** Everything that is known about one person, in one archive for that person. */
@NullMarked
package dev.kehu.disclosure;

import org.jspecify.annotations.NullMarked;
