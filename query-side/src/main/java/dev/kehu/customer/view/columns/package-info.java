/** View: what analysts query, as flat tables; ids and codes only, no names and no free text. */
@NullMarked
package dev.kehu.customer.view.columns;

import org.jspecify.annotations.NullMarked;
