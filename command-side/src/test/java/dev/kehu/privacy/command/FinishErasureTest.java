package dev.kehu.privacy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.ErasureEvent;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.SubjectsErased;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.TextsKeysDivided;
import dev.kehu.privacy.api.ErasureId;
import dev.kehu.privacy.api.PrivacyCommand.FinishErasure;
import dev.kehu.privacy.api.PrivacyCommand.FinishTextsErasure;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An erasure ends once, as what it was decided to be. */
class FinishErasureTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final ErasureId ID = new ErasureId("erasure-1");
    private static final CustomerId ANN = new CustomerId("customer-1");
    private static final ErasureEvent PERSON =
            new ErasureDecided(ID, ANN, false, List.of("customer-1"), "GDPR 17", "asked", NOON);
    private static final ErasureEvent TEXTS =
            new TextsErasureDecided(
                    ID, ANN, false, List.of("customer-1"), "GDPR 17", "asked", NOON);
    private static final FinishErasure END =
            new FinishErasure(ID, List.of("customer-1"), "{}", NOON);

    private static ErasureState after(List<ErasureEvent> events) {
        ErasureState state = ErasureState.UNKNOWN;
        for (ErasureEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    private static FinishTextsErasure end(int keys) {
        List<String> ids = IntStream.range(0, keys).mapToObj(i -> "key-" + i).toList();
        return new FinishTextsErasure(ID, ids, "{}", NOON);
    }

    @Test
    void endsOnce() {
        assertThat(after(List.of(PERSON)).decide(END))
                .containsExactly(new ErasureFinished(ID, List.of("customer-1"), "{}", NOON));
        assertThat(after(List.of(TEXTS)).decide(end(1)))
                .containsExactly(new TextsErasureFinished(ID, List.of("key-0"), "{}", NOON));
        ErasureState texts = after(List.of(TEXTS));
        List<ErasureEvent> all = new ArrayList<>(List.of(TEXTS));
        all.addAll(texts.decide(end(ErasureState.IDS_AT_ONCE + 1)));
        assertThat(after(all).decide(end(1))).isEmpty();
        assertThat(
                        after(List.of(PERSON, after(List.of(PERSON)).decide(END).getFirst()))
                                .decide(END))
                .isEmpty();
    }

    @Test
    void endsAsNothingElse() {
        for (Runnable wrong :
                List.<Runnable>of(
                        () -> after(List.of(PERSON)).decide(end(1)),
                        () -> after(List.of(TEXTS)).decide(END),
                        () -> ErasureState.UNKNOWN.decide(END))) {
            assertThatThrownBy(wrong::run)
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            e -> assertThat(e.code()).isEqualTo("erasure.other-kind"));
        }
    }

    @Test
    void namesEveryKeyThatWasDivided() {
        int most = ErasureState.IDS_AT_ONCE;
        for (int keys : List.of(0, 1, most, most + 1, 2 * most, 2 * most + 1)) {
            FinishTextsErasure end = end(keys);
            List<ErasureEvent> events = after(List.of(TEXTS)).decide(end);
            assertThat(events.getFirst()).isInstanceOf(TextsErasureFinished.class);
            List<List<String>> named = events.stream().map(FinishErasureTest::named).toList();
            assertThat(named).allMatch(each -> each.size() <= most);
            assertThat(named.stream().flatMap(List::stream).toList()).isEqualTo(end.keys());
            assertThat(named.stream().skip(1)).noneMatch(List::isEmpty);
        }
    }

    @Test
    void namesEverySubjectWhoseKeysAreGone() {
        int most = ErasureState.IDS_AT_ONCE;
        for (int count : List.of(0, 1, most, most + 1, 2 * most + 1)) {
            List<String> subjects =
                    IntStream.range(0, count).mapToObj(i -> "contact-" + i).toList();
            List<ErasureEvent> events =
                    after(List.of(PERSON)).decide(new FinishErasure(ID, subjects, "{}", NOON));
            assertThat(events.getFirst()).isInstanceOf(ErasureFinished.class);
            List<List<String>> named = events.stream().map(FinishErasureTest::named).toList();
            assertThat(named).allMatch(each -> each.size() <= most);
            assertThat(named.stream().flatMap(List::stream).toList()).isEqualTo(subjects);
            assertThat(named.stream().skip(1)).noneMatch(List::isEmpty);
        }
    }

    private static List<String> named(ErasureEvent event) {
        return switch (event) {
            case ErasureFinished e -> e.subjects();
            case SubjectsErased e -> e.subjects();
            case TextsErasureFinished e -> e.keys();
            case TextsKeysDivided e -> e.keys();
            default -> throw new IllegalStateException("No end");
        };
    }
}
