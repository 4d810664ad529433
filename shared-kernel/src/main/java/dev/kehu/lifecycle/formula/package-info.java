/** How a firm's history is counted, and how the effect of a project is judged by it. */
@NullMarked
package dev.kehu.lifecycle.formula;

import org.jspecify.annotations.NullMarked;
