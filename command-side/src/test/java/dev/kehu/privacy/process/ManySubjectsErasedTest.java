package dev.kehu.privacy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.ErasureId;
import dev.kehu.privacy.api.PrivacyCommand.FinishErasure;
import dev.kehu.privacy.process.ErasedForEverTest.Stubborn;
import dev.kehu.privacy.process.PersonErasure.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** More subjects go with one person than the end of an erasure has room for. */
class ManySubjectsErasedTest {
    private static final int OTHERS = 3_000;
    private static final int EVENTS = 3;
    private static final String KEPT = "ANN@example.org";

    @TempDir private Path directory;

    @AfterEach
    void forgive() {
        Stubborn.STUBBORN.set(false);
    }

    /** With the key of what was kept among the last of them. */
    private void erased(Path data) throws Exception {
        try (Firm firm = Firm.in(data)) {
            firm.registered("ANN", firm.email("ann@example.org"));
            ErasedForEverTest.kept(firm, "mentions", KEPT);
            await().until(() -> firm.get(HeldDeliveries.class).after(0, 10).size() == 1);
        }
        Files.copy(data.resolve("keys.db"), directory.resolve("before.db"));
        Stubborn.STUBBORN.set(true);
        try (Firm firm = Firm.in(data, Map.of(), Stubborn.class)) {
            CustomerId ann = firm.get(PersonErasure.class).meant("ANN");
            Asked asked = new Asked(ann, false, "asked by letter", "GDPR 17(1)(a)");
            String erasure =
                    firm.get(PersonErasure.class)
                            .erase(asked, Origin.of("admin"), Duration.ofMillis(1))
                            .erasureId();
            await().until(() -> !ErasedForEverTest.readable(firm).contains(KEPT));
            List<String> subjects =
                    new ArrayList<>(
                            IntStream.range(0, OTHERS).mapToObj(i -> "contact-" + i).toList());
            subjects.addAll(firm.get(Tombstones.class).all().getFirst().subjects());
            firm.send(new FinishErasure(new ErasureId(erasure), subjects, "{}", Firm.WHEN));
            assertThat(firm.history().readStream(erasure)).hasSize(EVENTS);
        }
        Stubborn.STUBBORN.set(false);
    }

    @Test
    void staysErasedWhereKeysOfBeforeComeWithoutTheList() throws Exception {
        Path data = directory.resolve("data");
        Path again = directory.resolve("again");
        erased(data);
        Files.createDirectory(again);
        for (String file : List.of("events.db", "keys.db", "master.keys", "version")) {
            Files.copy(data.resolve(file), again.resolve(file));
        }
        ErasedForEverTest.putBack(directory.resolve("before.db"), again.resolve("keys.db"));
        try (Firm firm = Firm.in(again)) {
            await().until(() -> !ErasedForEverTest.readable(firm).contains(KEPT));
        }
    }
}
