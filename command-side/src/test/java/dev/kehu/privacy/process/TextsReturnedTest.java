package dev.kehu.privacy.process;

import static dev.kehu.privacy.process.TextsErasedTest.LATER;
import static dev.kehu.privacy.process.TextsErasedTest.NOTE;
import static dev.kehu.privacy.process.TextsErasedTest.PATIENCE;
import static dev.kehu.privacy.process.TextsErasedTest.SAID;
import static dev.kehu.privacy.process.TextsErasedTest.erase;
import static dev.kehu.privacy.process.TextsErasedTest.readable;
import static dev.kehu.privacy.process.TextsErasedTest.receipt;
import static dev.kehu.privacy.process.TextsErasedTest.said;
import static dev.kehu.privacy.process.TextsErasedTest.talker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
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

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Texts were erased, and part of what Kehu keeps comes from before, or is lost. */
class TextsReturnedTest {
    @TempDir private Path directory;

    @AfterEach
    void relent() {
        Stubborn.STUBBORN.set(false);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static JsonNode finished(Firm firm, CustomerId customer) {
        PersonErasure erasure = firm.get(PersonErasure.class);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                erasure.of(customer.value())
                                        .filter(it -> it.receipt() != null)
                                        .isPresent());
        return receipt(erasure.of(customer.value()).orElseThrow());
    }

    private static long decisions(Firm firm) {
        return firm.history().readAfter(0, 1000).stream()
                .filter(event -> event.name().equals("privacy.texts-erasure-decided"))
                .count();
    }

    /** The list alone is newer; who was merged since, and held until then, is not in it. */
    @Test
    void areSaidToBeErasedByAHistoryOfBefore() throws Exception {
        Path data = directory.resolve("data");
        Path old = directory.resolve("old");
        CustomerId ann;
        CustomerId anna;
        try (Firm firm = Firm.in(data)) {
            ann = talker(firm, "ANN");
            anna = talker(firm, "ANNA");
            talker(firm, "BOB");
            firm.send(new PlaceHold(ann, "a claim of then", null, Firm.WHEN));
        }
        copy(data, old);
        Stone stone;
        try (Firm firm = Firm.in(data)) {
            firm.send(new LiftHold(ann, "settled", Firm.WHEN));
            firm.send(new MergeCustomers(ann, anna, "same", Firm.WHEN));
            assertThat(erase(firm, anna, false, PATIENCE).receipt()).isNotNull();
            stone = firm.get(Tombstones.class).all().getFirst();
        }
        Files.copy(data.resolve("erased.jsonl"), old.resolve("erased.jsonl"));
        try (Firm firm = Firm.in(old)) {
            JsonNode receipt = finished(firm, ann);
            assertThat(receipt.get("erasure").asString()).isEqualTo(stone.erasure());
            assertThat(receipt.get("customers").toString()).contains(ann.value(), anna.value());
            assertThat(receipt.get("keysDivided").size()).isEqualTo(2);
            assertThat(finished(firm, anna)).isEqualTo(receipt);
            assertThat(readable(firm))
                    .doesNotContain("ANN " + SAID, "ANNA " + NOTE)
                    .contains("Name of ANN", "BOB " + SAID);
            said(firm, ann, "later", LATER);
        }
        try (Firm firm = Firm.in(old)) {
            firm.get(Returned.class).eraseAgain();
            assertThat(decisions(firm)).isOne();
            assertThat(readable(firm)).contains(LATER);
        }
    }

    private CustomerId killed(Path data) {
        Stubborn.STUBBORN.set(true);
        try (Firm firm = Firm.in(data, Map.of(), Stubborn.class)) {
            CustomerId ann = talker(firm, "ANN");
            assertThat(erase(firm, ann, false, Duration.ofMillis(1)).receipt()).isNull();
            await().until(() -> !readable(firm).contains(SAID));
            said(firm, ann, "later", LATER);
            return ann;
        } finally {
            Stubborn.STUBBORN.set(false);
        }
    }

    /** Nothing says which keys were divided but what they sealed before it was decided. */
    @Test
    void leaveWhatWasSaidSinceThoughTheListIsLost() throws Exception {
        Path data = directory.resolve("data");
        CustomerId ann = killed(data);
        Files.delete(data.resolve("erased.jsonl"));
        try (Firm firm = Firm.in(data)) {
            assertThat(finished(firm, ann).get("keysDivided").size()).isOne();
            assertThat(readable(firm)).doesNotContain(SAID, NOTE).contains(LATER);
        }
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
            keys.addAll(stone.divided().stream().map(UUID::toString).toList());
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
