package dev.kehu.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.world.ForwardingHistory;
import dev.kehu.platform.world.MarkingVault;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class KeptEventsTest {
    private static final String ANN = "customer-a", BOB = "customer-b", EVE = "customer-e";
    private static final String DAY = "1997-01-02", LARGE = "x".repeat(20_000);
    private static final long BYTES = 100_000;

    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);
    private final MarkingVault vault = new MarkingVault();
    private final Watched history = new Watched();
    private final KeptEvents kept = new KeptEvents(history, vault, BYTES);

    /** Knows what it gave, and does something before the next page is given. */
    private final class Watched extends ForwardingHistory {
        final List<Long> given = new ArrayList<>();
        Runnable onceRead = () -> {};
        History current = story;

        Watched() {
            super(story);
        }

        @Override
        public long head() {
            return current.head();
        }

        @Override
        public List<RecordedEvent> readSubject(String subject, long position, int limit) {
            List<RecordedEvent> page = current.readSubject(subject, position, limit);
            page.forEach(event -> given.add(event.position()));
            Runnable once = onceRead;
            onceRead = () -> {};
            once.run();
            return page;
        }
    }

    private List<Long> ask(String... subjects) {
        return positions(kept.of(List.of(subjects), history.head()));
    }

    private static List<Long> positions(Iterable<RecordedEvent> events) {
        List<Long> positions = new ArrayList<>();
        events.forEach(event -> positions.add(event.position()));
        return positions;
    }

    private List<String> said(String subject) {
        List<String> texts = new ArrayList<>();
        for (RecordedEvent event : kept.of(List.of(subject), history.head()))
            texts.add(((InteractionRecorded) event.payload()).summary());
        return texts;
    }

    private List<Long> readBy(Runnable question) {
        history.given.clear();
        question.run();
        return List.copyOf(history.given);
    }

    @BeforeEach
    void say() {
        given.says(ANN, DAY, "Ann 1", null);
        given.says(BOB, DAY, "Bob 2", null);
        given.says(ANN, DAY, "Ann 3", null);
    }

    @Test
    void areReadOnce() {
        assertThat(readBy(() -> ask(ANN))).containsExactly(1L, 3L);
        assertThat(readBy(() -> assertThat(ask(ANN)).containsExactly(1L, 3L))).isEmpty();
    }

    @Test
    void areFollowedByWhatWasRecordedSince() {
        ask(ANN);
        given.says(BOB, DAY, "Bob 4", null);
        given.says(ANN, DAY, "Ann 5", null);
        assertThat(readBy(() -> assertThat(ask(ANN)).containsExactly(1L, 3L, 5L)))
                .containsExactly(5L);
    }

    @Test
    void endWhereTheQuestionEnds() {
        assertThat(ask(ANN)).containsExactly(1L, 3L);
        assertThat(positions(kept.of(List.of(ANN), 2))).containsExactly(1L);
        assertThat(positions(kept.of(List.of(ANN, BOB), 2))).containsExactly(1L, 2L);
    }

    @Test
    void ofSeveralSubjectsAreInOneOrder() {
        assertThat(ask(ANN, BOB)).containsExactly(1L, 2L, 3L);
        assertThat(ask(BOB, ANN, BOB.concat("x"))).containsExactly(1L, 2L, 3L);
    }

    @Nested
    class Within {
        private void saysLarge(String subject) {
            given.says(subject, DAY, null, LARGE);
        }

        @Test
        void theirBytesAreThoseAskedForLast() {
            List<String> all = List.of("one", "two", "three", "four", "five");
            all.forEach(this::saysLarge);
            all.subList(0, 4).forEach(KeptEventsTest.this::ask);
            ask("one");
            ask("five");
            assertThat(kept.bytes()).isBetween(BYTES * 3 / 4, BYTES);
            assertThat(readBy(() -> ask("one"))).isEmpty();
            assertThat(readBy(() -> ask("five"))).isEmpty();
            assertThat(readBy(() -> ask("two"))).isNotEmpty();
        }

        @Test
        void theirBytesWhenTheyGrow() {
            for (int i = 0; i < 40; i++) {
                saysLarge("subject-" + i % 9);
                ask("subject-" + i % 9);
                assertThat(kept.bytes()).isLessThanOrEqualTo(BYTES);
            }
        }

        @Test
        void theirBytesAreNotThoseOfOneThatIsLarge() {
            ask(ANN);
            for (int i = 0; i < 4; i++) saysLarge(EVE);
            assertThat(ask(EVE)).containsExactly(4L, 5L, 6L, 7L);
            assertThat(ask(EVE)).containsExactly(4L, 5L, 6L, 7L);
            assertThat(kept.bytes()).isLessThan(BYTES / 4);
            assertThat(readBy(() -> ask(ANN))).isEmpty();
        }

        @Test
        void noBytesNothingIsKept() {
            KeptEvents none = new KeptEvents(history, vault, 0);
            KeptEvents once = none.forOneQuestion();
            for (int i = 0; i < 2; i++)
                assertThat(positions(once.of(List.of(ANN), story.head()))).containsExactly(1L, 3L);
            assertThat(history.given).as("one question reads once").containsExactly(1L, 3L);
            assertThat(none.bytes()).isZero();
            assertThat(readBy(() -> none.forOneQuestion().of(List.of(ANN), 3).iterator()))
                    .containsExactly(1L, 3L);
        }
    }

    @Nested
    class AfterAnErasure {
        @Test
        void areReadAgain() {
            assertThat(said(ANN)).containsExactly("Ann 1", "Ann 3");
            erase(ANN);
            assertThat(said(ANN)).containsExactly(null, null);
            assertThat(kept.bytes()).isPositive();
        }

        @Test
        void areGoneWhenTheyAreForgotten() {
            said(ANN);
            kept.forget(List.of(ANN), 3);
            assertThat(kept.bytes()).isZero();
            said(ANN);
            kept.forgetTexts(List.of(ANN), List.of(ANN), 3);
            assertThat(kept.bytes()).isZero();
        }

        @Test
        void areNotPutBackByWhoReadThemBefore() {
            history.onceRead = () -> erase(ANN);
            assertThat(said(ANN)).contains("Ann 1");
            assertThat(kept.bytes()).isZero();
            assertThat(said(ANN)).containsExactly(null, null);
        }

        @Test
        void areNotPutBackByWhoReadThemBeforeTheyWereForgotten() {
            history.onceRead = kept::forget;
            said(ANN);
            assertThat(kept.bytes()).isZero();
        }

        @Test
        void areNotPutBackByWhoReadOn() {
            said(ANN);
            given.says(ANN, DAY, "Ann 4", null);
            history.onceRead = () -> erase(ANN);
            said(ANN);
            assertThat(said(ANN)).containsExactly(null, null, null);
        }
    }

    private void erase(String subject) {
        story.eraseTexts(subject);
        vault.erasesSomething();
    }

    @Test
    void ofAHistoryThatFellBackAreReadAgain() {
        given.says(ANN, DAY, "Ann 4", null);
        ask(ANN);
        Story earlier = story.until(2);
        history.current = earlier;
        assertThat(said(ANN)).containsExactly("Ann 1");
        new Scenario(earlier).says(ANN, DAY, "Ann otherwise", null);
        assertThat(said(ANN)).containsExactly("Ann 1", "Ann otherwise");
    }
}
