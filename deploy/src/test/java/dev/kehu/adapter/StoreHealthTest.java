package dev.kehu.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

import java.nio.file.Path;
import java.time.Clock;

class StoreHealthTest {
    @Test
    void isDownOnceTheStoreTakesNoEvents(@TempDir Path temp) {
        MasterKeys master = MasterKeys.open(temp.resolve("master.keys"), true);
        try (SubjectKeys keys = SubjectKeys.open(temp.resolve("keys.db"), master)) {
            var serializer = new SealingSerializer(new EventNames(), new Envelope(keys));
            var storage =
                    EventStorage.over(
                            new SqliteEventLog(temp.resolve("events.db"), Clock.systemUTC()),
                            serializer,
                            keys,
                            Clock.systemUTC());
            StoreHealth health = new StoreHealth(storage.engine());
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            storage.close();
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        }
    }
}
