/** What may be decided about an implementation, and what has become of it. */
@NullMarked
package dev.kehu.lifecycle.command;

import org.jspecify.annotations.NullMarked;
