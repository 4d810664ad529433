package dev.kehu.kernel;

import java.util.Map;

/**
 * The answer to an accepted command: ids only, so that it can be remembered and given again.
 *
 * @param subject the data subject the command was about
 * @param ids what was made or touched, by role ({@code customerId}, {@code interactionId} …)
 * @param position of the last event it led to; 0 while the unit of work is not committed
 */
public record Receipt(String subject, Map<String, String> ids, long position) {
    public static Receipt of(String subject, Map<String, String> ids) {
        return new Receipt(subject, ids, 0);
    }

    public Receipt at(long recorded) {
        return new Receipt(subject, ids, recorded);
    }
}
