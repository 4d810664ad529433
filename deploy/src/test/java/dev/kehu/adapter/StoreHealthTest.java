package dev.kehu.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.adapter.figures.StoreFigures;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.forwarding.ForwardingLog;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

class StoreHealthTest {
    @TempDir private Path temp;

    private EventLog sqlite() {
        return new SqliteEventLog(temp.resolve("events.db"), Clock.systemUTC());
    }

    private void over(EventLog log, BiConsumer<EventStorage, StoreHealth> check) {
        MasterKeys master = MasterKeys.open(temp.resolve("master.keys"), true);
        try (SubjectKeys keys = SubjectKeys.open(temp.resolve("keys.db"), master)) {
            var serializer = new SealingSerializer(new EventNames(), new Envelope(keys));
            try (var storage = EventStorage.over(log, serializer, keys, Clock.systemUTC())) {
                check.accept(storage, new StoreHealth(storage.engine()));
            }
        }
    }

    private static double figure(EventStorage storage, String name) {
        var registry = new SimpleMeterRegistry();
        new StoreFigures(storage.engine()).bindTo(registry);
        return registry.get(name).gauge().value();
    }

    @Test
    void isDownOnceTheStoreTakesNoEvents() {
        over(
                sqlite(),
                (storage, health) -> {
                    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                    assertThat(figure(storage, "kehu.store.writing")).isOne();
                    assertThat(figure(storage, "kehu.store.log")).isGreaterThan(4096);
                    storage.close();
                    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
                    assertThat(figure(storage, "kehu.store.writing")).isZero();
                    assertThat(figure(storage, "kehu.store.log")).isZero();
                });
    }

    @Test
    void isDownWhileTheLogSaysWhyItTakesNone() {
        AtomicReference<Optional<String>> ailment = new AtomicReference<>(Optional.empty());
        EventLog ailing =
                new ForwardingLog(sqlite()) {
                    @Override
                    public Optional<String> ailment() {
                        return ailment.get();
                    }
                };
        over(
                ailing,
                (storage, health) -> {
                    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                    ailment.set(Optional.of("away"));
                    assertThat(health.health().getDetails()).containsEntry("ill", "away");
                    assertThat(figure(storage, "kehu.store.writing")).isZero();
                    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
                });
    }
}
