package dev.kehu.platform.eventstore.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.EventLog.Outcome;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.axonserver.ScriptedEvents.Fate;

import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** An error of the server is never a no: what became of an append is found out, and told. */
@Execution(ExecutionMode.CONCURRENT)
class UnknownOutcomesTest {
    private final ScriptedServer server = new ScriptedServer();

    @TempDir private Path temp;
    private OpenLog kehu;
    private int sentBefore;

    @BeforeEach
    void open() {
        kehu = OpenLog.on(server, temp.resolve("companion.db"), Drafts.SEED, OpenLog.LIMITS);
        assertThat(kehu.write(kehu.draft("before", 0)).refused()).isNull();
        sentBefore = server.events().appends();
    }

    private int sent() {
        return server.events().appends() - sentBefore;
    }

    @AfterEach
    void close() {
        kehu.close();
        server.close();
    }

    private void storedOnce(Outcome outcome, Draft draft) {
        assertThat(outcome.refused()).isNull();
        assertThat(outcome.stored()).hasSize(1);
        assertThat(outcome.stored().getFirst().eventId()).isEqualTo(draft.eventId());
        assertThat(outcome.stored().getFirst().position()).isEqualTo(2);
        assertThat(server.history().size()).as("name, before, and this").isEqualTo(3);
        assertThat(kehu.log().head()).isEqualTo(2);
    }

    private Outcome afterTheServerDied(Fate fate, Draft draft) {
        server.events().fateOfNext(fate, server::cut);
        CompletableFuture<Outcome> writing = kehu.writing(draft);
        server.awaitGone();
        server.startAgain();
        return writing.join();
    }

    @Test
    void findsWhatTookEffectWhenTheServerDied() {
        Draft draft = kehu.draft("a", 0);
        storedOnce(afterTheServerDied(Fate.STORED_UNHEARD, draft), draft);
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void sendsAgainWhatDidNotTakeEffectWhenTheServerDied() {
        Draft draft = kehu.draft("a", 0);
        storedOnce(afterTheServerDied(Fate.LOST, draft), draft);
        assertThat(sent()).isGreaterThan(1);
    }

    @Test
    void sendsAgainAfterAnErrorThatDoesNotTell() {
        Draft draft = kehu.draft("a", 0);
        server.events().fateOfNext(Fate.FAILED, () -> {});
        storedOnce(kehu.write(draft), draft);
    }

    @Test
    void losesAgainstItselfWhenTheFirstTryArrivesLate() {
        Draft draft = kehu.draft("a", 0);
        server.events().fateOfNext(Fate.LATE, () -> {});
        storedOnce(kehu.write(draft), draft);
        assertThat(sent()).isGreaterThan(1);
    }

    @Test
    void waitsForAServerThatHangs() {
        Draft draft = kehu.draft("a", 0);
        server.events().freeze();
        CompletableFuture<Outcome> writing = kehu.writing(draft);
        await().until(() -> kehu.log().ailment().isPresent());
        server.events().thaw();
        storedOnce(writing.join(), draft);
        await().until(() -> kehu.log().ailment().isEmpty());
    }

    @Test
    void neverSendsAConflictAgain() {
        Outcome outcome = kehu.write(kehu.draft("before", 0));
        assertThat(outcome.refused()).isInstanceOf(AggregateStreamCreationException.class);
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void seesThatAnotherOneTookThePlaceMeanwhile() {
        Draft theirs = new Drafts(Drafts.SEED + 1).of("a", 0);
        server.events()
                .fateOfNext(
                        Fate.FAILED, () -> server.events().appendedByAnother(Entry.of(theirs, 1)));
        Outcome outcome = kehu.write(kehu.draft("a", 0));
        assertThat(outcome.refused()).isInstanceOf(AggregateStreamCreationException.class);
        assertThat(server.history().size()).isEqualTo(3);
    }

    /** Followers are told first, and may take long. */
    @Test
    void knowsItsOwnEventBeforeItsFollowersHaveTakenIt() {
        Draft draft = kehu.draft("a", 0);
        CountDownLatch followed = new CountDownLatch(1);
        kehu.log().follow(events -> untilFollowed(events, followed));
        server.events().fateOfNext(Fate.STORED_UNHEARD, () -> {});
        try {
            storedOnce(kehu.write(draft), draft);
        } finally {
            followed.countDown();
        }
    }

    private static void untilFollowed(List<StoredEvent> events, CountDownLatch followed) {
        try {
            if (events.getLast().position() > 1) {
                followed.await();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first try takes effect unseen, the second is refused for it. */
    private CompletableFuture<Outcome> losingAgainstItselfUnseen(Draft draft) {
        server.events().lag();
        server.events()
                .fateOfNext(
                        Fate.FAILED, () -> server.events().appendedByAnother(Entry.of(draft, 1)));
        return kehu.writing(draft);
    }

    @Test
    void looksAgainWhenANodeFollowsLate() {
        Draft draft = kehu.draft("a", 0);
        CompletableFuture<Outcome> writing = losingAgainstItselfUnseen(draft);
        await().until(() -> sent() > 2 || writing.isDone());
        server.events().catchUp();
        storedOnce(writing.join(), draft);
    }

    @Test
    void doesNotTakeARefusalAfterAnOpenTryForANo() {
        kehu.close();
        kehu = OpenLog.on(server, temp.resolve("companion.db"), 7, OpenLog.IMPATIENT);
        assertUnknown(losingAgainstItselfUnseen(kehu.draft("a", 0)).join());
    }

    private static void assertUnknown(Outcome outcome) {
        assertThat(outcome.refused())
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> {
                            assertThat(e.code()).isEqualTo("store.failed");
                            assertThat(e).hasMessageContaining("look the request up");
                        });
    }

    @Test
    void saysSoWhenItCannotFindOut() {
        kehu.close();
        kehu = OpenLog.on(server, temp.resolve("companion.db"), 7, OpenLog.IMPATIENT);
        server.events().fateOfNext(Fate.STORED_UNHEARD, server::cut);
        assertUnknown(kehu.write(kehu.draft("a", 0)));
        server.awaitGone();
        server.startAgain();
        await().untilAsserted(() -> assertThat(kehu.told()).hasSize(1));
        assertThat(kehu.log().head()).isEqualTo(2);
    }

    @Test
    void refusesAtOnceWhileTheServerIsAway() {
        server.kill();
        await().until(() -> kehu.log().ailment().isPresent());
        assertThatThrownBy(() -> kehu.write(kehu.draft("a", 0)))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("store.unreachable"));
        assertThat(kehu.log().readAfter(0, 10)).as("reading goes on").hasSize(1);
        server.startAgain();
        await().until(() -> kehu.log().ailment().isEmpty());
        assertThat(kehu.write(kehu.draft("a", 0)).refused()).isNull();
        assertThat(server.history().size()).isEqualTo(3);
    }
}
