/** How an erasure stands: what it waits for, and its receipt once it is finished. */
@NullMarked
package dev.kehu.privacy.process.standing;

import org.jspecify.annotations.NullMarked;
