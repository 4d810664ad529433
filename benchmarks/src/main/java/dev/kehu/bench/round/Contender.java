package dev.kehu.bench.round;

/** Somebody who takes part in a metric: ours, the floor, or a peer by its name. */
public record Contender(String name, Round round) {
    public static final String KEHU = "kehu";
    public static final String FLOOR = "floor";

    /** Ends the names of those whose events are kept in PostgreSQL. */
    public static final String POSTGRES = "-postgres";

    /** One round; answers the value in the metric's unit. */
    public interface Round {
        double measure() throws Exception;
    }

    public static Contender kehu(Round round) {
        return new Contender(KEHU, round);
    }

    public static Contender floor(Round round) {
        return new Contender(FLOOR, round);
    }

    public static Contender peer(String name, Round round) {
        return new Contender(name, round);
    }
}
