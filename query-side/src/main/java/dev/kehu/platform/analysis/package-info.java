/** The analysts' columnar copy: what is in it, how it follows history, and how it is asked. */
@NullMarked
package dev.kehu.platform.analysis;

import org.jspecify.annotations.NullMarked;
