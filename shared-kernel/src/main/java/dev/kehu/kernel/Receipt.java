package dev.kehu.kernel;

import java.util.Map;

/**
 * The answer to an accepted command: ids only, so that it can be remembered and given again.
 *
 * @param subject the data subject the command was about
 * @param ids what was made or touched, by role ({@code customerId}, {@code interactionId} …)
 * @param position of the last event it led to; 0 while the unit of work is not committed
 * @param repeated true when the same request had been answered before
 */
public record Receipt(String subject, Map<String, String> ids, long position, boolean repeated) {
    public static Receipt of(String subject, Map<String, String> ids) {
        return new Receipt(subject, ids, 0, false);
    }

    public Receipt at(long recorded) {
        return new Receipt(subject, ids, recorded, repeated);
    }

    public Receipt again(long recorded) {
        return new Receipt(subject, ids, recorded, true);
    }
}
