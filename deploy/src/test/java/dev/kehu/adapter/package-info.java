/** Tests of what joins the parts of the program. */
@NullMarked
package dev.kehu.adapter;

import org.jspecify.annotations.NullMarked;
