package dev.kehu.privacy.process.retention;

import static dev.kehu.privacy.api.RetentionCommand.Purpose.CONSENT;
import static dev.kehu.privacy.api.RetentionCommand.Purpose.CONTRACT;
import static dev.kehu.privacy.api.RetentionCommand.Purpose.CUSTOMER_SERVICE;

import dev.kehu.privacy.api.RetentionCommand.Purpose;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * How long people are kept: as long as any purpose that has to do with them needs them.
 *
 * @param months by purpose; one that is missing needs a person without an end
 */
record Keeping(Map<String, Integer> months, ZoneId zone) {
    /** The last day somebody is kept, and the purpose that needs it so long. */
    record Until(LocalDate day, Purpose purpose) {
        boolean isOver(LocalDate today) {
            return today.isAfter(day);
        }
    }

    /** Empty: without an end. */
    Optional<Until> until(Facts facts) {
        Until last = end(CUSTOMER_SERVICE, facts.met());
        if (last != null && facts.traded() != null) {
            last = longer(last, end(CONTRACT, facts.traded()));
        }
        if (last != null && facts.refused() != null) {
            last = longer(last, end(CONSENT, facts.refused()));
        }
        return facts.allows() ? Optional.empty() : Optional.ofNullable(last);
    }

    private static @Nullable Until longer(Until one, @Nullable Until two) {
        return two == null || two.day().isAfter(one.day()) ? two : one;
    }

    private @Nullable Until end(Purpose purpose, Instant from) {
        Integer period = months.get(purpose.label());
        return period == null
                ? null
                : new Until(from.atZone(zone).toLocalDate().plusMonths(period), purpose);
    }
}
