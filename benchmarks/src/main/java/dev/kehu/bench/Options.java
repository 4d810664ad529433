package dev.kehu.bench;

import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.round.Sizes;

import java.util.List;

/**
 * What the command line asked for.
 *
 * @param suite {@code store}, {@code views}, {@code intake} or {@code lifecycle}; empty with {@code
 *     --help}
 * @param size how long to measure
 * @param rounds counted rounds of each contender
 * @param postgres URL of a server to measure on too, {@value #EMBEDDED}, or empty
 * @param part which part of the suite alone, empty for all
 */
record Options(
        String suite,
        boolean json,
        Size size,
        int rounds,
        String postgres,
        String part,
        boolean help) {
    static final String EMBEDDED = "embedded";
    static final List<String> SUITES = List.of("store", "views", "intake", "lifecycle");
    static final List<String> PARTS = List.of("rebuild", "curve", "reading", "groupby");
    static final String USAGE =
            """
            kehu bench store|views|intake|lifecycle [--json] [--quick|--large] [--rounds N]
                       [--postgres URL|embedded] [--part rebuild|curve|reading|groupby]

              store      append, command, replay and load rates of the event store
              intake     the public intake over HTTP, and commands in process
              lifecycle  a day's deadlines of 10,000 projects, beside the same commands alone
              views      building views anew and following live, reading, searching, asking

              --json       one JSON object a line on standard output
              --quick      at most 60 seconds, for a first look
              --large      long rounds; with store: ten million events beside 100,000,
                           in PostgreSQL alone where --postgres names one
              --rounds N   counted rounds of each contender (2 to 99; 5, with --quick 2)
              --postgres   with store: measure on PostgreSQL too, on a server of your own
                           (postgresql://user:password@host:port/database, a role that may make
                           databases) or on one started for the run
              --part       with views: this part alone
            """;

    private static final int MOST_ROUNDS = 99;
    private static final int FEWEST_ROUNDS = 2;

    /** How long to measure. */
    enum Size {
        QUICK,
        FULL,
        LARGE
    }

    /**
     * @throws WrongUse when the arguments ask for something there is not
     */
    static Options parse(String... args) {
        String suite = "";
        boolean json = false;
        boolean help = false;
        Size size = Size.FULL;
        int rounds = 0;
        String postgres = "";
        String part = "";
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help", "-h" -> help = true;
                case "--json" -> json = true;
                case "--quick" -> size = only(size, Size.QUICK);
                case "--large" -> size = only(size, Size.LARGE);
                case "--rounds" -> rounds = rounds(++i < args.length ? args[i] : "");
                case "--postgres" -> postgres = postgres(++i < args.length ? args[i] : "");
                case "--part" -> part = part(++i < args.length ? args[i] : "");
                default -> suite = suite(suite, args[i]);
            }
        }
        if (suite.isEmpty() && !help) {
            throw new WrongUse("Say what to measure: " + String.join(", ", SUITES) + ".");
        }
        if (!postgres.isEmpty() && !help && !suite.equals("store")) {
            throw new WrongUse("--postgres goes with store only.");
        }
        if (!part.isEmpty() && !help && !suite.equals("views")) {
            throw new WrongUse("--part goes with views only.");
        }
        int all = rounds == 0 ? usual(size) : rounds;
        return new Options(suite, json, size, all, postgres, part, help);
    }

    private static String part(String text) {
        if (!PARTS.contains(text)) {
            throw new WrongUse("--part takes one of " + String.join(", ", PARTS) + ".");
        }
        return text;
    }

    /** Whether this part of the suite is asked for. */
    boolean wants(String name) {
        return part.isEmpty() || part.equals(name);
    }

    private static String postgres(String text) {
        if (!text.equals(EMBEDDED)) {
            try {
                PostgresServer.at(text);
            } catch (IllegalArgumentException e) {
                throw new WrongUse(
                        "--postgres takes postgresql://user:password@host:port/database, or the"
                                + " word embedded.");
            }
        }
        return text;
    }

    Sizes sizes() {
        return switch (size) {
            case QUICK -> Sizes.quick(rounds);
            case FULL -> Sizes.full(rounds, postgres.isEmpty() ? 1 : 2);
            case LARGE -> suite.equals("store") ? Sizes.growth(rounds) : Sizes.large(rounds);
        };
    }

    private static int usual(Size size) {
        return size == Size.QUICK ? FEWEST_ROUNDS : 5;
    }

    private static Size only(Size before, Size wanted) {
        if (before != Size.FULL && before != wanted) {
            throw new WrongUse("Take --quick or --large, not both.");
        }
        return wanted;
    }

    private static String suite(String before, String word) {
        if (word.startsWith("-")) {
            throw new WrongUse("There is no option " + word + ".");
        }
        if (!SUITES.contains(word) || !before.isEmpty()) {
            throw new WrongUse("Say one of " + String.join(", ", SUITES) + ", not " + word + ".");
        }
        return word;
    }

    private static int rounds(String text) {
        try {
            int rounds = Integer.parseInt(text);
            if (rounds >= FEWEST_ROUNDS && rounds <= MOST_ROUNDS) {
                return rounds;
            }
        } catch (NumberFormatException e) {
            // answered like a number out of range
        }
        throw new WrongUse(
                "--rounds takes a number from " + FEWEST_ROUNDS + " to " + MOST_ROUNDS + ".");
    }
}
