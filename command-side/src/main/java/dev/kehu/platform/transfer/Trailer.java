package dev.kehu.platform.transfer;

/**
 * The last line.
 *
 * @param leaves SHA-256 over all leaves in order, hexadecimal
 */
record Trailer(long events, String leaves) {}
