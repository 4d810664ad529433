/** State that belongs to this node: accounts, positions of automations; not history, not views. */
@NullMarked
package dev.kehu.platform.state;

import org.jspecify.annotations.NullMarked;
