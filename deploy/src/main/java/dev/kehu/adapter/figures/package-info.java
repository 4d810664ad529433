/** What is measured; no label holds personal data. */
@NullMarked
package dev.kehu.adapter.figures;

import org.jspecify.annotations.NullMarked;
