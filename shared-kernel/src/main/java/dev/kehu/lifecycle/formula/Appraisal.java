package dev.kehu.lifecycle.formula;

import java.math.BigDecimal;
import java.util.List;

/** What a result is worth beside its target, and what a project is worth by all its goals. */
public final class Appraisal {
    public static final String UP = "up";
    public static final String DOWN = "down";

    private Appraisal() {}

    /** One goal at the end. */
    public record Outcome(BigDecimal weight, boolean achieved) {}

    public static boolean achieved(String direction, BigDecimal target, BigDecimal result) {
        int beyond = result.compareTo(target);
        return direction.equals(UP) ? beyond >= 0 : beyond <= 0;
    }

    /**
     * {@code achieved} when all goals are, {@code mostly-achieved} when half of their weight is or
     * more, {@code partly-achieved}, {@code not-achieved}, or {@code no-goals}.
     */
    public static String verdict(List<Outcome> goals) {
        BigDecimal all = weight(goals);
        BigDecimal done = weight(goals.stream().filter(Outcome::achieved).toList());
        if (goals.isEmpty()) return "no-goals";
        if (done.signum() == 0) return "not-achieved";
        if (done.compareTo(all) == 0) return "achieved";
        return done.add(done).compareTo(all) >= 0 ? "mostly-achieved" : "partly-achieved";
    }

    private static BigDecimal weight(List<Outcome> goals) {
        return goals.stream().map(Outcome::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
