package dev.kehu.platform.memory;

/**
 * What a stream has come to.
 *
 * @param seq of its newest event, −1 when there is none
 * @param position of its newest event, 0 when there is none
 */
public record Standing<S>(S state, long seq, long position) {
    public boolean exists() {
        return seq >= 0;
    }
}
