package dev.kehu.platform.eventstore.axonserver;

import java.time.Duration;

/**
 * How long anything may take, so that nobody waits for ever for a server that is away or hangs.
 *
 * @param connect for a connection to be there
 * @param answer for a question: the newest token, one event
 * @param commit for a transaction; then its outcome is unknown
 * @param patience for the server to be back and an unknown outcome to be found out
 * @param pause between two tries of the tail to go on, and of the connector to connect
 * @param atOnce transactions under way at the same time
 */
record Limits(
        Duration connect,
        Duration answer,
        Duration commit,
        Duration patience,
        Duration pause,
        int atOnce) {
    static final Limits USUAL =
            new Limits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(1),
                    64);
}
