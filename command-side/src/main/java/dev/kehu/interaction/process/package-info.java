/**
 * What happens by itself: deliveries that waited for a customer are released once the customer is
 * there.
 */
@NullMarked
package dev.kehu.interaction.process;

import org.jspecify.annotations.NullMarked;
