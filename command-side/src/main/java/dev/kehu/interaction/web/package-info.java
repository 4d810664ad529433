/** The public intake: what channels post, checked, decided and answered item by item. */
@NullMarked
package dev.kehu.interaction.web;

import org.jspecify.annotations.NullMarked;
