/** View: how implementations stand, what was decided, and what came of their goals. */
@NullMarked
package dev.kehu.lifecycle.view.implementation;

import org.jspecify.annotations.NullMarked;
