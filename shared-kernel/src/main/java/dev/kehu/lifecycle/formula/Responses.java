package dev.kehu.lifecycle.formula;

import dev.kehu.lifecycle.api.Figure;

import java.util.Arrays;
import java.util.Optional;

/**
 * Who was answered, and who came back. A question or complaint is answered by the customer's next
 * contact from our side on any channel that is no campaign and no survey; one answer may answer
 * several. What happened behind the end of the day has not happened yet.
 */
record Responses(FirmBook book, long day, long end) {
    private static final double MILLIS_A_MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final long THIRTY_DAYS = 30 * 24 * HOUR;

    private Counting counting() {
        return new Counting(book, day);
    }

    Optional<Figure> time() {
        double[] minutes = delays(Life.ASKED, Life.ANSWERED).answered();
        if (minutes.length == 0) return Optional.empty();
        return Optional.of(
                counting()
                        .figure(
                                median(minutes),
                                Interval.resampled(minutes, Responses::median),
                                "bootstrap"));
    }

    private static double median(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    Optional<Figure> withinAnHour() {
        return within(delays(Life.ASKED, Life.ANSWERED), HOUR);
    }

    Optional<Figure> toCampaigns() {
        return within(delays(Life.CAMPAIGN, Life.CAME), THIRTY_DAYS);
    }

    private Optional<Figure> within(Delays delays, long limit) {
        double most = limit / MILLIS_A_MINUTE;
        long hits = Arrays.stream(delays.answered()).filter(delay -> delay <= most).count();
        return counting().share(hits, delays.asked());
    }

    /** Minutes until each was answered that was, and how many there were. */
    private record Delays(double[] answered, long asked) {}

    private Delays delays(int call, int answer) {
        double[] answered = new double[16];
        int size = 0;
        long asked = 0;
        for (long[] contacts : book.contacts()) {
            long next = -1;
            for (int i = contacts.length - 1; i >= 0; i--) {
                long at = Life.millis(contacts[i]);
                if (at >= end) continue;
                int kind = Life.kind(contacts[i]);
                if (kind == answer || answer == Life.CAME && kind == Life.ASKED) next = at;
                if (kind != call) continue;
                asked++;
                if (next < 0) continue;
                if (size == answered.length) answered = Arrays.copyOf(answered, size * 2);
                answered[size++] = (next - at) / MILLIS_A_MINUTE;
            }
        }
        return new Delays(Arrays.copyOf(answered, size), asked);
    }
}
