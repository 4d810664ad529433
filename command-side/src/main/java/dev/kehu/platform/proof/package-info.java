/** The Merkle log over all stored events: its tree, its tiles, what it signs and with which key. */
@NullMarked
package dev.kehu.platform.proof;

import org.jspecify.annotations.NullMarked;
