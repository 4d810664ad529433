package dev.kehu.platform.eventstore.sqlite;

import static dev.kehu.platform.eventstore.Drafts.member;

import dev.kehu.platform.eventstore.Drafts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A process that writes groups and says so, under the eyes of a tracer. */
final class Traced {
    static final int GROUPS = 200;
    static final String ACKNOWLEDGED = "acknowledged";

    private Traced() {}

    /** The file, and the level of {@code synchronous} to use instead of our own, if any. */
    public static void main(String[] args) throws Exception {
        Drafts drafts = new Drafts(Drafts.SEED);
        LogSizes sizes = new LogSizes(500, 1_000, LogSizes.USUAL.mostBytes());
        try (SqliteEventLog log = new SqliteEventLog(Path.of(args[0]), Clock.systemUTC(), sizes)) {
            log.open();
            if (args.length > 1) {
                log.pragma("synchronous=" + args[1]);
            }
            for (int group = 0; group < GROUPS; group++) {
                byte[] large = new byte[200_000]; // so many that checkpoints come between them
                log.write(List.of(member(drafts.of("s" + group, 0, "subject", large))));
                System.out.write((ACKNOWLEDGED + "\n").getBytes(StandardCharsets.UTF_8));
                System.out.flush();
            }
            // a kill, not a close: that would force once more
            Runtime.getRuntime().halt(0);
        }
    }
}
