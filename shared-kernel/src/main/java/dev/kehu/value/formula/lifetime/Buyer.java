package dev.kehu.value.formula.lifetime;

/**
 * How a customer bought up to a day, as both models see it.
 *
 * @param frequency days with a purchase after the first
 * @param recency days from the first purchase to the last
 * @param age days from the first purchase to the end of the observation
 * @param meanSpend mean of the money of those later days; 0 without any
 */
public record Buyer(String customer, int frequency, int recency, int age, double meanSpend) {
    private static final double DAYS_A_WEEK = 7;

    static double weeks(int days) {
        return days / DAYS_A_WEEK;
    }

    /** Weeks, the unit of every model here. */
    public double recencyWeeks() {
        return weeks(recency);
    }

    public double ageWeeks() {
        return weeks(age);
    }
}
