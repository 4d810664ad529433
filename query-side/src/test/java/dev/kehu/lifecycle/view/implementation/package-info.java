/** Tests of how implementations stand. */
@NullMarked
package dev.kehu.lifecycle.view.implementation;

import org.jspecify.annotations.NullMarked;
