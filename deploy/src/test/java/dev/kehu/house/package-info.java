/** The house rules, checked: who may use whom, how things are named, what every event carries. */
@NullMarked
package dev.kehu.house;

import org.jspecify.annotations.NullMarked;
