package dev.kehu.customer.view.customer360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.ZoneId;
import java.util.List;

class Customer360Test {
    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);

    private Customer360 folded(String customer, ZoneId zone) {
        Customer360 view = Customer360.blank(customer, zone);
        for (RecordedEvent event : story.readAfter(0, 1_000)) view = view.on(event);
        return view;
    }

    private Customer360 folded() {
        return folded("customer-a", ZoneId.of("UTC"));
    }

    @Nested
    class Folds {
        @Test
        void countsInteractionsByChannelAndKind() {
            given.orders("customer-a", "1997-03-02", "10.00");
            given.meets("customer-a", "phone", "complaint", "1997-03-03");
            assertThat(folded().activity().count()).isEqualTo(2);
            assertThat(folded().activity().byChannel()).hasToString("{phone=1, web=1}");
            assertThat(folded().activity().byKind()).hasToString("{complaint=1, order=1}");
        }

        @Test
        void sumsOrdersInMinorUnitsAndCountsThoseOfNothing() {
            given.orders("customer-a", "1997-03-02", "29.33");
            given.orders("customer-a", "1997-03-02", "0.00");
            var usd = folded().activity().money().get("USD");
            assertThat(usd.orders()).isEqualTo(2);
            assertThat(usd.minor()).isEqualTo(2_933);
        }

        @Test
        void putsALateInteractionWhereItsTimeBelongs() {
            given.orders("customer-a", "1997-03-02", "10.00");
            given.orders("customer-a", "1997-01-05", "5.00");
            Activity activity = folded().activity();
            assertThat(activity.firstAt()).isEqualTo("1997-01-05T12:00:00Z");
            assertThat(activity.lastAt()).isEqualTo("1997-03-02T12:00:00Z");
            assertThat(activity.cells()).containsOnlyKeys("1997-01|web", "1997-03|web");
            assertThat(folded().recent())
                    .extracting(Recent::id)
                    .containsExactly("interaction-1", "interaction-2");
        }

        @Test
        void countsMonthsInTheZoneOfTheFirm() {
            given.meets("customer-a", "web", "visit", "1997-01-31T23:00:00Z");
            var cells = folded("customer-a", ZoneId.of("Asia/Shanghai")).activity().cells();
            assertThat(cells).containsOnlyKeys("1997-02|web");
        }

        @Test
        void keepsTheLastTwentyAndOfEqualTimesTheOneRecordedLater() {
            for (int i = 0; i < 25; i++) given.meets("customer-a", "web", "visit", "1997-01-05");
            assertThat(folded().recent()).hasSize(20);
            assertThat(folded().recent().getFirst().id()).isEqualTo("interaction-25");
        }

        @Test
        void isAnonymousUntilRegistered() {
            given.opens("customer-a", "1997-01-01");
            assertThat(folded().status()).isEqualTo("anonymous");
            given.registers("customer-a", "C1", "Ann", "1997-01-02");
            assertThat(folded().status()).isEqualTo("active");
        }

        @Test
        void keepsAWrongContactAsCorrectedWhenItIsReleasedToo() {
            given.claims("customer-a", "contact-1", "old@example.org", "1997-01-01");
            given.corrects("customer-a", "contact-1", "contact-2", "new@example.org", "1997-01-02");
            given.releases("customer-a", "contact-1", "1997-01-02");
            assertThat(folded().contacts().get("contact-1").state()).isEqualTo("corrected");
            assertThat(folded().contacts().get("contact-2").living()).isTrue();
        }
    }

    @Nested
    class Live {
        private final World world = new World(story, EmbeddedViewStore.inMemory(), 7);

        @AfterEach
        void close() {
            world.close();
        }

        private Customer360Answer read(String id, AsOf asOf) {
            Face<Customer360> face =
                    world.get(Reader.class).read(world.get(Customer360Projection.class), id, asOf);
            return Customer360Answer.of(face);
        }

        @Test
        void showsTheCustomerWithReadableTexts() {
            given.registers("customer-a", "C1", "Ann Österreich", "1997-01-01");
            given.claims("customer-a", "contact-1", "ann@example.org", "1997-01-01");
            given.names("customer-a", "person-1", "Bob", "1997-01-02");
            given.orders("customer-a", "1997-03-02", "29.33");
            world.settled();
            Customer360Answer answer = read("customer-a", AsOf.NOW);
            assertThat(answer.name()).isEqualTo("Ann Österreich");
            assertThat(answer.contacts().getFirst().value()).isEqualTo("ann@example.org");
            assertThat(answer.persons().getFirst().name()).isEqualTo("Bob");
            assertThat(answer.persons().getFirst().contacts().getFirst().kind()).isEqualTo("phone");
            assertThat(answer.recent().getFirst().summary()).startsWith("Summary of");
            assertThat(answer.money().getFirst().value()).isEqualTo("29.33");
            assertThat(answer.behind()).isZero();
        }

        @Test
        void storesNoTextInClear() {
            given.registers("customer-a", "C1", "Ann Österreich", "1997-01-01");
            given.names("customer-a", "person-1", "Bobolink", "1997-01-02");
            given.orders("customer-a", "1997-03-02", "29.33");
            world.settled();
            assertThat(world.store.range("customer360_g1", null, null, 10).toString())
                    .contains("sealed:customer-a", "sealed:person-1")
                    .doesNotContain("Ann", "Bobolink", "Summary", "row-");
        }

        @Test
        void showsNothingOfAForgottenPerson() {
            given.registers("customer-a", "C1", "Ann", "1997-01-01");
            given.orders("customer-a", "1997-03-02", "29.33");
            world.settled();
            world.vault.forget("customer-a");
            Customer360Answer answer = read("customer-a", AsOf.NOW);
            assertThat(answer.name()).isNull();
            assertThat(answer.recent().getFirst().summary()).isNull();
            assertThat(answer.money().getFirst().value()).isEqualTo("29.33");
        }

        @Test
        void answersAnOldIdWithTheSurvivor() {
            given.registers("customer-a", "C1", "Ann", "1997-01-01");
            given.opens("customer-b", "1997-01-01");
            given.orders("customer-a", "1997-03-02", "10.00");
            given.orders("customer-b", "1997-03-03", "5.00");
            given.merges("customer-a", "customer-b", "1997-04-01");
            world.settled();
            Customer360Answer answer = read("customer-b", AsOf.NOW);
            assertThat(answer.id()).isEqualTo("customer-a");
            assertThat(answer.status()).isEqualTo("active");
            assertThat(answer.members()).containsExactly("customer-a", "customer-b");
            assertThat(answer.money().getFirst().value()).isEqualTo("15.00");
        }

        @Test
        void showsBothApartBeforeTheMergeAndAfterItWasTakenBack() {
            given.registers("customer-a", "C1", "Ann", "1997-01-01");
            given.opens("customer-b", "1997-01-01");
            given.orders("customer-b", "1997-03-03", "5.00");
            given.merges("customer-a", "customer-b", "1997-04-01");
            given.separates("customer-a", "customer-b", "1997-05-01");
            world.settled();
            assertThat(read("customer-b", AsOf.NOW).id()).isEqualTo("customer-b");
            assertThat(read("customer-b", new AsOf(Scenario.at("1997-03-30"), null)).members())
                    .containsExactly("customer-b");
            assertThat(read("customer-b", new AsOf(Scenario.at("1997-04-02"), null)).id())
                    .isEqualTo("customer-a");
        }

        @Test
        void versionsBothWithTheMergeAndWithItsEnd() {
            given.registers("customer-a", "C1", "Ann", "1997-01-01");
            given.opens("customer-b", "1997-01-01");
            given.merges("customer-a", "customer-b", "1997-04-01");
            given.separates("customer-a", "customer-b", "1997-05-01");
            world.settled();
            assertThat(version("customer-a")).endsWith(".5");
            assertThat(version("customer-b")).endsWith(".6");
            assertThat(read("customer-a", AsOf.NOW).members()).containsExactly("customer-a");
        }

        private @Nullable String version(String id) {
            Customer360Projection projection = world.get(Customer360Projection.class);
            return world.get(Reader.class).read(projection, id, AsOf.NOW).version();
        }

        @Test
        void looksBackToATimeAndToWhatWasKnownThen() {
            given.registers("customer-a", "C1", "Ann", "1997-01-01");
            given.orders("customer-a", "1997-03-02", "10.00");
            given.orders("customer-a", "1997-02-02", "7.00");
            world.settled();
            AsOf february = new AsOf(Scenario.at("1997-02-02"), null);
            assertThat(read("customer-a", february).money().getFirst().value()).isEqualTo("7.00");
            AsOf before = new AsOf(null, story.readAfter(1, 1).getFirst().recordedAt());
            assertThat(read("customer-a", before).money().getFirst().value()).isEqualTo("10.00");
        }

        @Test
        void answersBeforeTheFirstContactWithNothingCounted() {
            given.registers("customer-a", "C1", "Ann", "1997-01-01");
            world.settled();
            Customer360Answer answer =
                    read("customer-a", new AsOf(Scenario.at("1996-01-01"), null));
            assertThat(answer.interactions().count()).isZero();
            assertThat(answer.interactions().firstAt()).isNull();
        }

        @Test
        void refusesACustomerNobodyMet() {
            given.registers("customer-a", "C1", "Ann", "1997-01-01");
            world.settled();
            AsOf back = new AsOf(Scenario.at("1997-02-02"), null);
            for (AsOf asOf : List.of(AsOf.NOW, back))
                assertThatThrownBy(() -> read("customer-x", asOf))
                        .isInstanceOf(Refusal.class)
                        .extracting("code")
                        .isEqualTo("customer.unknown");
        }
    }
}
