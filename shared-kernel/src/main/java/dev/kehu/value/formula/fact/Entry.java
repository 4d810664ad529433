package dev.kehu.value.formula.fact;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.Money;
import dev.kehu.value.formula.lifetime.Baskets;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * One contact, as far as it says something about value.
 *
 * @param position where history holds it
 * @param day of the contact, in the firm's zone
 * @param atOnce an order by web or in a shop is paid when it is made; all others fall due
 */
public record Entry(
        long position,
        Instant at,
        LocalDate day,
        String kind,
        boolean atOnce,
        @Nullable Money amount,
        @Nullable Money cost,
        @Nullable BigDecimal quantity,
        long seconds) {

    private static final Set<String> TELLING =
            Set.of("order", "payment", "return", "complaint", "survey");

    public static Entry of(long position, InteractionRecorded e, ZoneId zone) {
        return new Entry(
                position,
                e.occurredAt(),
                e.occurredAt().atZone(zone).toLocalDate(),
                e.kind(),
                e.channel().equals("web") || e.channel().equals("shop"),
                e.amount(),
                e.cost(),
                e.quantity(),
                seconds(e));
    }

    /** Whether it can move a figure; a visit or a question alone cannot. */
    public boolean telling() {
        return telling(kind, cost, seconds);
    }

    /** As {@link #telling()}, of what is no entry yet. */
    public static boolean telling(InteractionRecorded e) {
        return telling(e.kind(), e.cost(), seconds(e));
    }

    private static boolean telling(String kind, @Nullable Money cost, long seconds) {
        return TELLING.contains(kind) || cost != null || seconds > 0;
    }

    private static long seconds(InteractionRecorded e) {
        Long seconds = e.durationSeconds();
        return seconds == null ? 0 : seconds;
    }

    boolean is(String other) {
        return kind.equals(other);
    }

    /** A purchase, also of nothing; an order below zero is none. */
    boolean purchase() {
        return is("order") && amount != null && amount.value().signum() >= 0;
    }

    boolean tooLarge() {
        return amount != null && Baskets.tooLarge(amount.value())
                || cost != null && Baskets.tooLarge(cost.value());
    }
}
