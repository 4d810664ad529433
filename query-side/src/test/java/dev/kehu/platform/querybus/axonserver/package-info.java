/** Processes that ask each other over a scripted Axon Server. */
@NullMarked
package dev.kehu.platform.querybus.axonserver;

import org.jspecify.annotations.NullMarked;
