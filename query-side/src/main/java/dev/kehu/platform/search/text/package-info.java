/** Makes texts findable: folding, pinyin, parts of names and addresses. */
@NullMarked
package dev.kehu.platform.search.text;

import org.jspecify.annotations.NullMarked;
