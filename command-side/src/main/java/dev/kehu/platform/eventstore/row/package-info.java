/**
 * Events as rows of a table, alike in every database; only ids have a type of their own in each.
 */
@NullMarked
package dev.kehu.platform.eventstore.row;

import org.jspecify.annotations.NullMarked;
