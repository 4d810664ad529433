package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.RecipientMark;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.state.StateDatabase;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Path;
import java.time.Clock;

/** Puts the log beside the state. */
@Configuration(proxyBeanMethods = false)
class AccessLogConfiguration {
    /** By the key deliveries are known by: it lasts as long as the store. */
    @Bean
    RecipientMark recipientMark(StreamIds ids) {
        return (recipient, one, other) -> {
            boolean first = one.compareTo(other) < 0;
            String pair = first ? one + "\n" + other : other + "\n" + one;
            return (ids.fingerprint("recipient\n" + recipient + "\n" + pair).hashCode() & 1) == 1;
        };
    }

    @Bean
    AccessJournal accessJournal(
            DataDirectory data, EventHistory history, Clock clock, StateDatabase libraryIsInPlace) {
        Path key = data.file("access.key");
        String name = LogFolder.nameFor(history, "/access", key);
        LogFolder folder = new LogFolder(data.file("access"), key, name);
        return new AccessJournal(data.file("access.db"), folder, clock).started();
    }
}
