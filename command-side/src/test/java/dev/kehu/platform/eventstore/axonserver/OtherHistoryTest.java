package dev.kehu.platform.eventstore.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;

import io.axoniq.axonserver.grpc.event.Event;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/** What stands behind an address may be another server, an older copy, or not Kehu's at all. */
@Execution(ExecutionMode.CONCURRENT)
class OtherHistoryTest {
    private final ScriptedServer server = new ScriptedServer();

    @TempDir private Path temp;
    private OpenLog kehu;

    @BeforeEach
    void open() {
        kehu = open("companion.db", Drafts.SEED);
        for (int seq = 0; seq < 3; seq++) {
            assertThat(kehu.write(kehu.draft("a", seq)).refused()).isNull();
        }
    }

    @AfterEach
    void close() {
        kehu.close();
        server.close();
    }

    private OpenLog open(String companion, long seed) {
        return OpenLog.on(server, temp.resolve(companion), seed, OpenLog.LIMITS);
    }

    /** It is seen while Kehu runs, nothing is written, and the next start is refused. */
    private void refuses(String code) {
        await().untilAsserted(
                        () -> assertThat(kehu.log().ailment()).get().asString().startsWith(code));
        int before = server.history().size();
        assertThatThrownBy(() -> kehu.write(kehu.draft("b", 0)))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class, e -> assertThat(e.code()).isEqualTo("store.closed"))
                .hasMessageContaining(code);
        assertThat(server.history().size()).isEqualTo(before);
        kehu.close();
        refusesToStart(code, () -> open("companion.db", 1));
    }

    private static void refusesToStart(String code, ThrowingCallable start) {
        assertThatThrownBy(start)
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static ScriptedHistory otherFirms(int events) {
        ScriptedHistory other = new ScriptedHistory();
        Drafts drafts = new Drafts(Drafts.SEED + 1);
        other.append(List.of(Entry.naming(UUID.randomUUID(), "store-of-another-firm", 1)));
        for (int seq = 0; seq < events; seq++) {
            other.append(List.of(Entry.of(drafts.of("theirs", seq), 1)));
        }
        return other;
    }

    @Test
    void neverWritesToAnotherStoreBehindTheSameAddress() {
        server.kill();
        server.startAgainWith(otherFirms(5));
        refuses("axonserver.other-store");
        assertThat(kehu.told()).hasSize(3);
    }

    @Test
    void seesThatAnEmptyServerIsNotItsOwn() {
        server.kill();
        server.startAgainWith(new ScriptedHistory());
        refuses("axonserver.history-lost");
    }

    @Test
    void seesWhatAPowerCutTook() {
        server.kill();
        server.history().forget(1);
        server.startAgain();
        refuses("axonserver.history-lost");
    }

    @Test
    void seesThatHistoryWentOnDifferently() {
        server.kill();
        server.history().forget(1);
        server.history().append(List.of(Entry.of(new Drafts(9).of("a", 2), 1)));
        server.startAgain();
        refuses("axonserver.history-differs");
    }

    @Test
    void stopsAtAGap() {
        server.events().skipTokens(1);
        server.events().appendedByAnother(Entry.of(kehu.draft("a", 3), 1));
        await().untilAsserted(
                        () ->
                                assertThat(kehu.log().ailment())
                                        .get()
                                        .asString()
                                        .startsWith("axonserver.gap"));
        assertThatThrownBy(() -> kehu.write(kehu.draft("b", 0)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("axonserver.gap");
        assertThat(kehu.log().head()).as("what came before it is kept").isEqualTo(3);
    }

    @Test
    void stopsAtAnEventKehuDidNotWrite() {
        server.events()
                .appendedByAnother(
                        Event.newBuilder()
                                .setAggregateIdentifier("order-1")
                                .setMessageIdentifier(new UUID(1, 2).toString())
                                .build());
        refuses("axonserver.foreign");
    }

    @Test
    void refusesAContextThatBeginsWithAForeignEvent() {
        try (ScriptedServer foreign = new ScriptedServer()) {
            foreign.history()
                    .append(List.of(Event.newBuilder().setAggregateIdentifier("order-1").build()));
            refusesToStart(
                    "axonserver.foreign",
                    () -> OpenLog.on(foreign, temp.resolve("x.db"), 1, OpenLog.LIMITS));
        }
    }

    @Test
    void saysWhyItCannotStart() {
        try (ScriptedServer careful = new ScriptedServer("secret")) {
            Address wrong =
                    new Address(
                            OpenLog.address(careful).servers(),
                            "default",
                            "kehu",
                            "kehu-1",
                            "guessed");
            var log = new AxonServerEventLog(wrong, temp.resolve("x.db"), Clock.systemUTC());
            refusesToStart("axonserver.token-refused", log::open);
            careful.kill();
            refusesToStart("axonserver.unreachable", log::open);
            careful.startAgain();
        }
    }

    @Test
    void isUntouchedOnlyWhileTheServerHasNoHistory() {
        var elsewhere =
                new AxonServerEventLog(
                        OpenLog.address(server),
                        temp.resolve("x.db"),
                        Clock.systemUTC(),
                        OpenLog.LIMITS);
        assertThat(elsewhere.untouched()).isFalse();
        elsewhere.close();
        try (ScriptedServer fresh = new ScriptedServer();
                var first =
                        new AxonServerEventLog(
                                OpenLog.address(fresh), temp.resolve("y.db"), Clock.systemUTC())) {
            assertThat(first.untouched()).isTrue();
            assertThat(fresh.history().size()).as("a look writes nothing").isZero();
        }
    }

    @Test
    void doesNotTellItsFollowersTheWholeOfHistoryAgain() {
        kehu.close();
        List<StoredEvent> told = new CopyOnWriteArrayList<>();
        try (var again =
                new AxonServerEventLog(
                        OpenLog.address(server),
                        temp.resolve("companion.db"),
                        Clock.systemUTC(),
                        OpenLog.LIMITS)) {
            assertThat(again.untouched()).isFalse();
            assertThat(again.open()).isEqualTo(3);
            again.follow(told::addAll);
            assertThat(told).as("told during the start").isEmpty();
            server.events().appendedByAnother(Entry.of(kehu.draft("a", 3), 1));
            await().untilAsserted(() -> assertThat(told).hasSize(1));
        }
    }

    @Test
    void tellsWhatAnotherKehuRecordedInTheOrderOfTokens() {
        try (OpenLog other = open("another.db", 2)) {
            assertThat(other.log().storeId()).isEqualTo(kehu.log().storeId());
            for (int i = 0; i < 20; i++) {
                assertThat(other.write(other.draft("theirs-" + i, 0)).refused()).isNull();
                assertThat(kehu.write(kehu.draft("ours-" + i, 0)).refused()).isNull();
            }
            await().untilAsserted(() -> assertThat(other.told()).hasSize(40));
            await().untilAsserted(() -> assertThat(kehu.told()).hasSize(43));
        }
        assertThat(kehu.told().stream().map(StoredEvent::position))
                .isEqualTo(LongStream.rangeClosed(1, 43).boxed().toList());
    }

    @Test
    void refusesAnEventTooLargeBeforeItIsSent() {
        int before = server.events().appends();
        byte[] large = new byte[Appends.MAX_EVENT_BYTES];
        assertThat(kehu.write(kehu.drafts().of("b", 0, "subject", large)).refused())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.code()).isEqualTo("axonserver.event-too-large"));
        assertThat(server.events().appends()).isEqualTo(before);
    }
}
