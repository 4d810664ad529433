package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.RecipientMark;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.state.StateDatabase;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Files;
import java.time.Clock;
import java.util.UUID;

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
        LogFolder folder =
                new LogFolder(data.file("access"), data.file("access.key"), name(data, history));
        return new AccessJournal(data.file("access.db"), folder, clock).started();
    }

    /** One that is begun anew over a history that came from elsewhere answers to another name. */
    private static String name(DataDirectory data, EventHistory history) {
        String usual = "kehu/" + history.storeId() + "/access";
        boolean first = history.head() == 0 || Files.exists(data.file("access.key"));
        return first ? usual : usual + "/" + UUID.randomUUID();
    }
}
