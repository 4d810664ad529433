package dev.kehu.value.process.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.CustomerValueCommand.PlaceInSegment;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ValueModelId;
import dev.kehu.value.api.ValuePolicyCommand.NameSegments;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;
import dev.kehu.value.api.ValuePolicyId;
import dev.kehu.value.process.assessment.Shop;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** Strategic segments, and who is assessed by which model. */
class SegmentModelTest {
    private Shop shop;
    private CustomerId ann;
    private CustomerId bob;

    @BeforeEach
    void open(@TempDir Path directory) {
        shop = Shop.in(directory);
        ann = shop.firm.registered("ANN");
        bob = shop.firm.registered("BOB");
        shop.orders(ann, "1998-06-01", "60.00");
        shop.orders(bob, "1998-06-01", "60.00");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private SegmentsNamed named(String... segments) {
        shop.firm.send(naming(segments));
        List<RecordedEvent> stream = shop.firm.history().readStream(ValuePolicyId.FIRM.value());
        return (SegmentsNamed) stream.getLast().payload();
    }

    private static NameSegments naming(String... segments) {
        return new NameSegments(ValuePolicyId.FIRM, List.of(segments), Firm.WHEN);
    }

    private static PlaceInSegment placing(
            CustomerId customer, SegmentsNamed named, @Nullable String segment) {
        return new PlaceInSegment(
                CustomerValueId.of(customer), customer, named, segment, Firm.WHEN);
    }

    private void use(String segment) {
        shop.firm
                .get(Supposing.class)
                .activate(segment, ExplainingTest.loyal(), Origin.of("admin"));
    }

    private ValueModelId model(CustomerId customer) {
        return shop.assessments(customer).getLast().modelId();
    }

    @Test
    void assessesByTheModelOfTheSegmentAndOthersByThatOfAll() {
        SegmentsNamed named = named("dealers", "retail");
        shop.firm.send(placing(ann, named, "dealers"));
        shop.assess();
        assertThat(model(ann)).as("dealers have none yet").isEqualTo(ValueModelId.ALL);
        use("dealers");
        assertThat(shop.assess().assessed()).as("Ann alone").isEqualTo(1);
        assertThat(model(ann)).isEqualTo(ValueModelId.ofSegment("dealers"));
        assertThat(model(bob)).isEqualTo(ValueModelId.ALL);
        assertThat(shop.assess().assessed()).as("no news").isZero();

        shop.firm.send(placing(ann, named, null));
        shop.firm.send(placing(bob, named, "dealers"));
        assertThat(shop.assess().assessed()).isEqualTo(2);
        assertThat(model(ann)).isEqualTo(ValueModelId.ALL);
        assertThat(model(bob)).isEqualTo(ValueModelId.ofSegment("dealers"));
        named("retail");
        shop.assess();
        assertThat(model(bob)).as("dealers are no segment any more").isEqualTo(ValueModelId.ALL);
    }

    @Test
    void explainsWhatAnotherSegmentDid() {
        shop.assess("1998-06-02");
        use("dealers");
        shop.firm.send(placing(ann, named("dealers"), "dealers"));
        shop.assess("1998-06-03");
        List<ValueAssessed> both = shop.assessments(ann);
        assertThat(both).hasSize(2);
        Explanation why =
                shop.firm
                        .get(Explaining.class)
                        .explain(ann.value(), LocalDate.of(1998, 6, 2), LocalDate.of(1998, 6, 3));
        assertThat(why.difference())
                .isEqualByComparingTo(both.get(1).score().subtract(both.get(0).score()));
        assertThat(why.byCause()).containsOnlyKeys("model");
    }

    @Test
    void triesADraftOnThoseItIsFor() {
        shop.assess();
        shop.firm.send(placing(ann, named("dealers"), "dealers"));
        Supposing supposing = shop.firm.get(Supposing.class);
        assertThat(supposing.suppose("all", ExplainingTest.loyal()).customers())
                .as("dealers have no model of their own")
                .isEqualTo(2);
        assertThat(supposing.suppose("dealers", ExplainingTest.loyal()).customers()).isEqualTo(1);
        use("dealers");
        assertThat(supposing.suppose("all", ExplainingTest.loyal()).customers()).isEqualTo(1);
        assertThat(supposing.suppose("dealers", 1))
                .isEqualTo(supposing.suppose("dealers", ExplainingTest.loyal()));
        shop.firm.refuses("value.model-unknown", () -> supposing.suppose("dealers", 2));
        shop.firm.refuses(
                "value.segment", () -> supposing.suppose("No Name", ExplainingTest.loyal()));
    }

    @Test
    void recordsWhatIsSentTwiceOnce() {
        SegmentsNamed named = named("dealers");
        shop.firm.send(placing(ann, named, "dealers"));
        long before = shop.firm.head();
        shop.firm.send(naming("dealers"));
        shop.firm.send(placing(ann, named, "dealers"));
        assertThat(shop.firm.head()).isEqualTo(before);
    }

    @Test
    void refusesSegmentsThatAreNone() {
        String[] thirteen = IntStream.range(0, 13).mapToObj(i -> "s-" + i).toArray(String[]::new);
        shop.firm.refuses("value.segments", naming(thirteen));
        shop.firm.refuses("value.segments", naming("a", "a"));
        shop.firm.refuses("value.segments", naming("all"));
        shop.firm.refuses("value.segments", naming("Not One"));
        shop.firm.refuses("value.segment-unknown", placing(ann, named("dealers"), "retail"));
    }
}
