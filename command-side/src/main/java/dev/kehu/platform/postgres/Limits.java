package dev.kehu.platform.postgres;

import java.time.Duration;

/**
 * How long anything may take, so that nobody waits for ever: neither for a server that is away nor
 * for a node that was stopped while it held the lock.
 *
 * @param connect for a connection to be there
 * @param lock for the other nodes' appends
 * @param statement for one append, or the fifth part of one read
 * @param idle in a transaction nobody goes on with; the server then ends the session
 * @param reply for any answer of the server; longer than a statement may take
 * @param poll between two looks at the head when no notification comes; a net only
 */
public record Limits(
        Duration connect,
        Duration lock,
        Duration statement,
        Duration idle,
        Duration reply,
        Duration poll) {
    public static final Limits USUAL =
            new Limits(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(5));
}
