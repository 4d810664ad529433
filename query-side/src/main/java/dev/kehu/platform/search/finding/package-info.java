/** Asks the search indexes from elsewhere: ports, so that no view knows another. */
@NullMarked
package dev.kehu.platform.search.finding;

import org.jspecify.annotations.NullMarked;
