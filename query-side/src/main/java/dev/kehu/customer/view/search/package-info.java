/** View: customers found as you type, by name, pinyin, code, phone and e-mail. */
@NullMarked
package dev.kehu.customer.view.search;

import org.jspecify.annotations.NullMarked;
