package dev.kehu.privacy.process.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.HoldLifted;
import dev.kehu.customer.api.CustomerEvent.HoldPlaced;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.privacy.api.ConsentEvent.ConsentGranted;
import dev.kehu.privacy.api.ConsentEvent.ConsentWithdrawn;
import dev.kehu.privacy.api.ConsentId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/** What events say about how long a person is kept. */
class KeepingTest {
    private static final CustomerId ANN = new CustomerId("customer-ann");
    private static final CustomerId BOB = new CustomerId("customer-bob");
    private static final Map<String, Integer> MONTHS =
            Map.of("customer-service", 24, "contract", 120, "consent", 36);

    private final Census census = new Census();

    private static Instant on(String day) {
        return Instant.parse(day + "T12:00:00Z");
    }

    private void tell(DomainEvent... events) {
        for (DomainEvent event : events) {
            census.on(event);
        }
    }

    private static DomainEvent opened(CustomerId customer, String day) {
        return new CustomerOpened(customer, on(day));
    }

    private static DomainEvent met(CustomerId customer, String kind, String day) {
        return new InteractionRecorded(
                new InteractionId("interaction-" + kind + day),
                customer,
                "web",
                "inbound",
                kind,
                on(day),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "fingerprint");
    }

    private static DomainEvent grants(CustomerId customer, String day) {
        return new ConsentGranted(
                ConsentId.of(customer),
                customer,
                1L,
                "newsletter",
                "email",
                "consent",
                "1",
                "form",
                null,
                on(day));
    }

    private static DomainEvent withdraws(
            CustomerId customer, @Nullable String purpose, String day) {
        return new ConsentWithdrawn(ConsentId.of(customer), customer, purpose, null, null, on(day));
    }

    private @Nullable String until(CustomerId customer, Map<String, Integer> months) {
        return new Keeping(months, ZoneId.of("UTC"))
                .until(census.people().get(customer.value()))
                .map(until -> until.day() + " " + until.purpose().label())
                .orElse(null);
    }

    @Test
    void countsFromTheLastContactOrElseFromTheFirstEvent() {
        tell(opened(ANN, "2020-01-31"));
        assertThat(until(ANN, MONTHS)).isEqualTo("2022-01-31 customer-service");
        tell(met(ANN, "visit", "2021-05-01"), met(ANN, "complaint", "2020-05-01"));
        assertThat(until(ANN, MONTHS)).isEqualTo("2023-05-01 customer-service");
    }

    @Test
    void keepsWhoTradedAsLongAsTheContractNeedsThem() {
        tell(opened(ANN, "2020-01-31"), met(ANN, "order", "2020-03-01"));
        tell(met(ANN, "visit", "2021-05-01"));
        assertThat(until(ANN, MONTHS)).isEqualTo("2030-03-01 contract");
    }

    @Test
    void keepsWhoAllowsSomethingAndCountsFromTheNo() {
        tell(opened(ANN, "2020-01-31"), grants(ANN, "2020-02-01"));
        assertThat(until(ANN, MONTHS)).isNull();
        tell(withdraws(ANN, "survey", "2020-03-01"));
        assertThat(until(ANN, MONTHS)).as("of something else").isNull();
        tell(withdraws(ANN, null, "2020-04-01"));
        assertThat(until(ANN, MONTHS)).isEqualTo("2023-04-01 consent");
    }

    /** Old ids answer with the survivor, so a no is said to whoever the person is then. */
    @Test
    void takesANoToOneForAYesToTheOtherOnceTheyAreOnePerson() {
        tell(opened(ANN, "2020-01-31"), opened(BOB, "2020-01-31"), grants(ANN, "2020-02-01"));
        tell(new CustomerMerged(ANN, BOB, null, on("2020-03-01")));
        assertThat(until(BOB, MONTHS)).isNull();
        tell(withdraws(BOB, null, "2020-04-01"));
        assertThat(until(BOB, MONTHS)).isEqualTo("2023-04-01 consent");
        tell(new CustomerRestored(ANN, BOB, null, on("2020-05-01")));
        assertThat(until(ANN, MONTHS)).as("two again").isNull();
        assertThat(until(BOB, MONTHS)).isEqualTo("2023-04-01 consent");
    }

    @Test
    void keepsWithoutAnEndWhereAPurposeHasNoPeriod() {
        tell(opened(ANN, "2020-01-31"));
        assertThat(until(ANN, Map.of("contract", 1, "consent", 1))).isNull();
        tell(met(ANN, "payment", "2020-03-01"));
        assertThat(until(ANN, Map.of("customer-service", 1, "consent", 1))).isNull();
        assertThat(until(ANN, Map.of("customer-service", 1, "contract", 2)))
                .isEqualTo("2020-05-01 contract");
    }

    @Test
    void countsWhoWasMergedAsOnePersonUntilTheyAreTwoAgain() {
        tell(opened(ANN, "2020-01-31"), opened(BOB, "2020-01-31"), met(BOB, "visit", "2024-01-01"));
        tell(new CustomerMerged(BOB, ANN, null, on("2024-02-01")));
        assertThat(census.people()).containsOnlyKeys(ANN.value());
        assertThat(until(ANN, MONTHS)).isEqualTo("2026-01-01 customer-service");
        tell(new CustomerRestored(BOB, ANN, null, on("2024-03-01")));
        assertThat(until(ANN, MONTHS)).isEqualTo("2022-01-31 customer-service");
    }

    @Test
    void knowsHoldsAndForgetsWhoWasErased() {
        tell(opened(ANN, "2020-01-31"));
        tell(new HoldPlaced(ANN, null, LocalDate.parse("2020-05-01"), on("2020-02-01")));
        tell(new HoldPlaced(ANN, null, null, on("2020-02-01")));
        assertThat(census.people().get(ANN.value()).held()).isEqualTo(LocalDate.MAX);
        tell(new HoldLifted(ANN, null, on("2020-03-01")));
        assertThat(census.people().get(ANN.value()).held()).isNull();
        tell(new CustomerErased(ANN, on("2020-04-01")), met(ANN, "visit", "2020-05-01"));
        assertThat(census.people()).isEmpty();
    }

    @Test
    void isOverOnlyTheDayAfter() {
        tell(opened(ANN, "2020-01-31"));
        Keeping keeping = new Keeping(MONTHS, ZoneId.of("UTC"));
        Keeping.Until until = keeping.until(census.people().get(ANN.value())).orElseThrow();
        assertThat(until.isOver(LocalDate.parse("2022-01-31"))).isFalse();
        assertThat(until.isOver(LocalDate.parse("2022-02-01"))).isTrue();
    }
}
