/** What could not be done and waits for a person to retry or skip it. */
@NullMarked
package dev.kehu.platform.deadletter;

import org.jspecify.annotations.NullMarked;
