/** What all answers of views have in common: parameters, freshness, problems. */
@NullMarked
package dev.kehu.platform.answer;

import org.jspecify.annotations.NullMarked;
