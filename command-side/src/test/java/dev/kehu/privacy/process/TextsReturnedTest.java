package dev.kehu.privacy.process;

import static dev.kehu.privacy.process.TextsErasedTest.PATIENCE;
import static dev.kehu.privacy.process.TextsErasedTest.SAID;
import static dev.kehu.privacy.process.TextsErasedTest.erase;
import static dev.kehu.privacy.process.TextsErasedTest.readable;
import static dev.kehu.privacy.process.TextsErasedTest.talker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.sealing.Tombstones.Stone;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.ErasureId;
import dev.kehu.privacy.api.PrivacyCommand.FinishTextsErasure;
import dev.kehu.privacy.process.ErasedForEverTest.Stubborn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Texts were erased, and part of what Kehu keeps comes from before, or is lost. */
class TextsReturnedTest {
    @TempDir private Path directory;

    @AfterEach
    void relent() {
        Stubborn.STUBBORN.set(false);
    }

    /** The key is one of those the end of the erasure had no room for. */
    @Test
    void stayErasedThoughMoreKeysWereDividedThanOneEventTakes() throws Exception {
        Path data = directory.resolve("data");
        Path again = directory.resolve("again");
        CustomerId ann;
        try (Firm firm = Firm.in(data)) {
            ann = talker(firm, "ANN");
        }
        Files.copy(data.resolve("keys.db"), directory.resolve("before.db"));
        Stubborn.STUBBORN.set(true);
        try (Firm firm = Firm.in(data, Map.of(), Stubborn.class)) {
            String erasure = erase(firm, ann, false, Duration.ofMillis(1)).erasureId();
            await().until(() -> !readable(firm).contains(SAID));
            Stone stone = firm.get(Tombstones.class).all().getFirst();
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                keys.add(UUID.randomUUID().toString());
            }
            keys.addAll(Objects.requireNonNull(stone.keys()));
            firm.send(new FinishTextsErasure(new ErasureId(erasure), keys, "{}", Firm.WHEN));
            assertThat(firm.history().readStream(erasure)).hasSize(3);
        }
        Stubborn.STUBBORN.set(false);
        Files.createDirectory(again);
        for (String file : List.of("events.db", "keys.db", "master.keys", "version")) {
            Files.copy(data.resolve(file), again.resolve(file));
        }
        ErasedForEverTest.putBack(directory.resolve("before.db"), again.resolve("keys.db"));
        try (Firm firm = Firm.in(again)) {
            await().atMost(PATIENCE).until(() -> !readable(firm).contains(SAID));
            assertThat(readable(firm)).contains("Name of ANN");
        }
    }
}
