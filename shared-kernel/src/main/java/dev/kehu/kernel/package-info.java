/**
 * The few types both sides need: marks on events, the one refusal, and the ports to history, keys
 * and claims.
 */
@NullMarked
package dev.kehu.kernel;

import org.jspecify.annotations.NullMarked;
