package dev.kehu.bench;

/** Somebody who takes part in a metric: ours, the floor, or a peer by its name. */
record Contender(String name, Round round) {
    static final String KEHU = "kehu";
    static final String FLOOR = "floor";

    /** One round; answers the value in the metric's unit. */
    interface Round {
        double measure() throws Exception;
    }

    static Contender kehu(Round round) {
        return new Contender(KEHU, round);
    }

    static Contender floor(Round round) {
        return new Contender(FLOOR, round);
    }

    static Contender peer(String name, Round round) {
        return new Contender(name, round);
    }
}
