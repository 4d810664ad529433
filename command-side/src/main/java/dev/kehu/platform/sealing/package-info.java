/**
 * Keys of data subjects, what is sealed under them, and keyed hashes that stand for addresses and
 * codes.
 */
@NullMarked
package dev.kehu.platform.sealing;

import org.jspecify.annotations.NullMarked;
