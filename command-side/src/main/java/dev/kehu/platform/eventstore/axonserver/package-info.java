/**
 * The event log in a context of Axon Server, with a companion database beside it. Only this room
 * and the one of its bus know the connector; a program built without it never loads a class of it.
 */
@NullMarked
package dev.kehu.platform.eventstore.axonserver;

import org.jspecify.annotations.NullMarked;
