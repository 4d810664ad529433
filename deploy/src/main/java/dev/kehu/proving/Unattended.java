package dev.kehu.proving;

import dev.kehu.control.Replies;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.EventsElsewhere;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.state.SqliteLibrary;
import dev.kehu.platform.writeside.ConfiguredLog;

import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

import java.nio.file.Files;
import java.time.Clock;

/** Verifies a data directory that no Kehu serves; an embedded store is only read, never opened. */
public record Unattended(DataDirectory data, Held held) {
    private static final Environment SETTINGS = new StandardEnvironment();

    public int run(Replies replies) {
        SqliteLibrary.keepIn(data);
        StoreProof proof = new StoreProof(data, held, replies);
        try (EventLog log = ConfiguredLog.of(SETTINGS, data, Clock.systemUTC())) {
            if (new EventsElsewhere(data.root()).isMarked()) {
                log.open();
                return proof.run(log::readAfter, "");
            }
            if (Files.notExists(data.file("events.db"))) {
                replies.complain(data.root() + " holds no events.");
                return 1;
            }
            return proof.run(log::readAfter, integrity(log));
        }
    }

    private static String integrity(EventLog log) {
        try {
            return String.valueOf(log.facts().getOrDefault("integrity", ""));
        } catch (RuntimeException unreadable) {
            return "it cannot be read";
        }
    }
}
