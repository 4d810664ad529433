/** Commands that sagas and automations decided on, kept in state.db until they are carried out. */
@NullMarked
package dev.kehu.platform.outbox;

import org.jspecify.annotations.NullMarked;
