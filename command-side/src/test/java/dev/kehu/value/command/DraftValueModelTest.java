package dev.kehu.value.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.ValueModelCommand.ActivateValueModel;
import dev.kehu.value.api.ValueModelCommand.DiscardValueModel;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.api.ValueModelId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class DraftValueModelTest {
    private static final List<List<String>> JUDGED =
            List.of(
                    List.of("1", "3", "5", "5"),
                    List.of("1/3", "1", "3", "3"),
                    List.of("1/5", "1/3", "1", "1"),
                    List.of("1/5", "1/3", "1", "1"));
    private static final List<List<String>> LEVELS =
            List.of(List.of("1", "3", "5"), List.of("1/3", "1", "3"), List.of("1/5", "1/3", "1"));
    private static final List<String> NAMES = List.of("high", "middle", "low");
    private static final Map<String, List<BigDecimal>> CUTS =
            Map.of(
                    "credit-worthiness", numbers("0.9", "0.5"),
                    "gross-profit", numbers("100", "20"),
                    "loyalty", numbers("0.8", "0.3"),
                    "service-cost", numbers("5", "20"));

    private static Firm firm;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    @Test
    void becomesAVersionWithItsWeights() {
        ValueModelId model = model("first");
        assertThat(firm.send(draft(model, List.of(JUDGED))).ids()).containsEntry("version", "1");
        ValueModelDrafted drafted =
                (ValueModelDrafted) firm.history().readStream(model.value()).getFirst().payload();
        assertThat(drafted.weights())
                .containsEntry("credit-worthiness", new BigDecimal("0.559586064"))
                .containsEntry("service-cost", new BigDecimal("0.095463680"));
        assertThat(drafted.ideals()).containsEntry("high", new BigDecimal("1.000000000"));
        assertThat(drafted.cutPoints()).isEqualTo(CUTS);
        assertThat(drafted.randomIndex()).isEqualTo("saaty1980");
    }

    @Test
    void isTheSameVersionWhenItIsSentTwice() {
        ValueModelId model = model("twice");
        firm.send(draft(model, List.of(JUDGED)));
        long before = firm.head();
        assertThat(firm.send(draft(model, List.of(JUDGED))).ids()).containsEntry("version", "1");
        assertThat(firm.after(before)).isEmpty();
        assertThat(firm.send(draft(model, List.of(JUDGED, JUDGED))).ids())
                .containsEntry("version", "2");
    }

    @Test
    void isNotUsedBeforeItIsActivated() {
        ValueModelId model = model("activated");
        firm.send(draft(model, List.of(JUDGED)));
        firm.send(draft(model, List.of(JUDGED, JUDGED)));
        long before = firm.head();
        firm.send(new ActivateValueModel(model, 2, Firm.WHEN));
        firm.send(new ActivateValueModel(model, 2, Firm.WHEN));
        firm.send(new ActivateValueModel(model, 1, Firm.WHEN));
        assertThat(firm.after(before))
                .containsExactly("value.model-activated", "value.model-activated");
    }

    @Test
    void isNeverUsedOnceItIsDiscarded() {
        ValueModelId model = model("discarded");
        firm.send(draft(model, List.of(JUDGED)));
        firm.send(draft(model, List.of(JUDGED, JUDGED)));
        firm.send(new ActivateValueModel(model, 1, Firm.WHEN));
        long before = firm.head();
        firm.send(new DiscardValueModel(model, 2, Firm.WHEN));
        firm.send(new DiscardValueModel(model, 2, Firm.WHEN));
        assertThat(firm.after(before)).containsExactly("value.model-discarded");
        firm.refuses("value.model-discarded", new ActivateValueModel(model, 2, Firm.WHEN));
        assertThat(firm.send(draft(model, List.of(JUDGED, JUDGED))).ids())
                .as("the same again is a new version")
                .containsEntry("version", "3");
        firm.send(new ActivateValueModel(model, 3, Firm.WHEN));
        firm.send(new DiscardValueModel(model, 1, Firm.WHEN));
    }

    @Nested
    class IsRefused {
        private final ValueModelId model = model("refused");

        @Test
        void whenTheJudgementsContradictEachOther() {
            List<List<String>> contradicting =
                    List.of(
                            List.of("1", "3", "1/5", "5"),
                            List.of("1/3", "1", "3", "3"),
                            List.of("5", "1/3", "1", "1"),
                            List.of("1/5", "1/3", "1", "1"));
            firm.refuses("value.inconsistent", draft(model, List.of(contradicting)));
        }

        @Test
        void whenTheCriteriaAreNotTheFour() {
            firm.refuses("value.matrix", draft(model, List.of(LEVELS)));
            firm.refuses("value.matrix", draft(model, List.of()));
            firm.refuses("value.matrix", draft(model, List.of(List.of())));
            firm.refuses("value.matrix", draft(model, List.of(List.of(List.of("1")))));
            firm.refuses("value.matrix", draft(model, List.of(alike(16))));
            firm.refuses("value.matrix", draft(model, List.of(JUDGED, LEVELS)));
        }

        @Test
        void whenAJudgementIsNone() {
            for (String wrong : List.of("0", "-3", "NaN", "Infinity", "", "10", "1/10", "1/0"))
                firm.refuses("value.judgement", draft(model, List.of(judged(wrong))));
            firm.refuses("value.judgement", draft(model, List.of(JUDGED, judged("5"))));
        }

        /** 1/3 is the reciprocal of the judgement beside it. */
        private static List<List<String>> judged(String below) {
            List<List<String>> rows = new ArrayList<>(JUDGED);
            rows.set(1, List.of(below, "1", "3", "3"));
            return rows;
        }

        private static List<List<String>> alike(int criteria) {
            return Collections.nCopies(criteria, Collections.nCopies(criteria, "1"));
        }

        @Test
        void whenCutPointsAreMissingTooManyOrOutOfOrder() {
            refusesCuts("loyalty", null);
            refusesCuts("beauty", numbers("2", "1"));
            refusesCuts("loyalty", numbers("1"));
            refusesCuts("gross-profit", numbers("20", "100"));
            refusesCuts("service-cost", numbers("20", "5"));
            refusesCuts("loyalty", numbers("0.5", "0.50"));
        }

        @Test
        void whenTheThresholdIsNotBetweenLowAndHigh() {
            firm.refuses("value.threshold", draft(model, List.of(JUDGED), CUTS, "1"));
            firm.refuses("value.threshold", draft(model, List.of(JUDGED), CUTS, "0"));
        }

        @Test
        void whenAVersionIsActivatedThatWasNeverDrafted() {
            firm.refuses("value.model-unknown", new ActivateValueModel(model, 1, Firm.WHEN));
            firm.refuses("value.model-unknown", new ActivateValueModel(model, 0, Firm.WHEN));
        }

        @Test
        void whenAVersionIsDiscardedThatIsInUseOrWasNeverDrafted() {
            ValueModelId used = model("used");
            firm.send(draft(used, List.of(JUDGED)));
            firm.send(new ActivateValueModel(used, 1, Firm.WHEN));
            firm.refuses("value.model-in-use", new DiscardValueModel(used, 1, Firm.WHEN));
            firm.refuses("value.model-unknown", new DiscardValueModel(used, 2, Firm.WHEN));
            firm.refuses("value.model-unknown", new DiscardValueModel(model, 1, Firm.WHEN));
        }

        private void refusesCuts(String criterion, @Nullable List<BigDecimal> cuts) {
            Map<String, List<BigDecimal>> wrong = new HashMap<>(CUTS);
            if (cuts == null) wrong.remove(criterion);
            else wrong.put(criterion, cuts);
            firm.refuses("value.cut-points", draft(model, List.of(JUDGED), wrong, "0.5"));
        }
    }

    private static ValueModelId model(String name) {
        return new ValueModelId(ValueModelId.PREFIX + "segment-" + name);
    }

    private static List<BigDecimal> numbers(String... texts) {
        return Arrays.stream(texts).map(BigDecimal::new).toList();
    }

    private static DraftValueModel draft(ValueModelId model, List<List<List<String>>> experts) {
        return draft(model, experts, CUTS, "0.5");
    }

    private static DraftValueModel draft(
            ValueModelId model,
            List<List<List<String>>> experts,
            Map<String, List<BigDecimal>> cuts,
            String threshold) {
        return new DraftValueModel(
                model,
                "saaty1980",
                experts,
                NAMES,
                LEVELS,
                cuts,
                new BigDecimal(threshold),
                Firm.WHEN);
    }
}
