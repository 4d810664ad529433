package dev.kehu.audit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kehu.audit.api.ParkingEvent.StepRetryDecided;
import dev.kehu.audit.api.ParkingEvent.StepSkipDecided;
import dev.kehu.audit.api.ParkingId;
import dev.kehu.audit.web.ParkedStepsApi.Item;
import dev.kehu.audit.web.ParkedStepsApi.Why;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.deadletter.ParkedSteps;
import dev.kehu.platform.deadletter.Witness;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.writeside.Firm;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.mock.web.MockHttpServletRequest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A saga that fails on two events of one customer: the second waits behind the first. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class ParkedStepsApiTest {
    private Firm firm;
    private ParkedStepsApi api;
    private CustomerId customer;
    private long registered;

    @BeforeEach
    void park(@TempDir Path directory) {
        firm = Firm.in(directory, Map.of(), Stubborn.class);
        api = new ParkedStepsApi(firm.get(ParkedSteps.class), firm.get(Origins.class));
        customer = firm.registered("ONE");
        registered =
                firm.history().readAfter(0, 100).stream()
                        .filter(event -> event.name().equals("customer.registered"))
                        .findFirst()
                        .orElseThrow()
                        .position();
        firm.send(
                new AddContactPerson(
                        customer, firm.ids().freshPerson(), "Li", null, List.of(), Firm.WHEN));
        Awaitility.await().until(() -> parked().size() == 2);
    }

    @AfterEach
    void close() {
        firm.close();
    }

    private List<Item> parked() {
        return api.list(0, 100).items();
    }

    private long first() {
        return parked().getFirst().id();
    }

    private static MockHttpServletRequest admin(@Nullable String key) {
        var request = new MockHttpServletRequest("POST", "/v1/audit/parked-steps");
        request.setUserPrincipal(() -> "admin");
        if (key != null) request.addHeader("Idempotency-Key", key);
        return request;
    }

    private RecordedEvent recorded(long position) {
        return firm.history().readAfter(position - 1, 1).getFirst();
    }

    @Test
    void listsPlacesAndCodesPageByPage() {
        assertThat(parked())
                .extracting(Item::processor, Item::sequence, Item::kind, Item::code)
                .containsOnly(
                        tuple("saga-stubborn", "stubborn@" + registered, "event", "step.failed"),
                        tuple("saga-stubborn", "stubborn@" + registered, "event", "parked.behind"));
        var page = api.list(0, 1);
        assertThat(page.items()).containsExactly(parked().getFirst());
        assertThat(api.list(page.next(), 2).items()).containsExactly(parked().getLast());
        assertThat(api.list(page.next(), 2).next()).isNull();
        firm.refuses("parameter.number", () -> api.list(0, 0));
    }

    @Test
    void recordsWhoRetriedWhatAndWhyAndThenDoesIt() {
        firm.get(Stubborn.class).mended = true;
        var decided = api.retry(first(), new Why("mended"), admin(null));
        RecordedEvent event = recorded(decided.position());
        assertThat(event.metadata()).containsEntry("actor", "admin");
        assertThat(event.stream()).isEqualTo("parking-saga-stubborn-stubborn@" + registered);
        assertThat(event.payload())
                .isInstanceOfSatisfying(
                        StepRetryDecided.class,
                        e -> {
                            assertThat(e.position()).isEqualTo(registered);
                            assertThat(e.code()).isEqualTo("step.failed");
                            assertThat(e.reason()).isEqualTo("mended");
                        });
        assertThat(decided.parked()).isNull();
        assertThat(parked()).isEmpty();
    }

    @Test
    void tellsHowItIsParkedWhenItFailsAgain() {
        var decided = api.retry(first(), null, admin(null));
        assertThat(decided.parked()).isEqualTo(parked().getFirst());
        assertThat(decided.parked().attempts()).isEqualTo(2);
        assertThat(api.retry(first(), null, admin(null)).position())
                .as("every decision is recorded")
                .isEqualTo(decided.position() + 1);
    }

    @Test
    void recordsWhoSkippedWhatAndWhyAndThenDoesIt() {
        long id = first();
        var decided = api.skip(id, new Why("she left"), admin(null));
        RecordedEvent event = recorded(decided.position());
        assertThat(event.metadata()).containsEntry("actor", "admin");
        assertThat(event.payload())
                .isInstanceOfSatisfying(
                        StepSkipDecided.class,
                        e -> {
                            assertThat(e.parkingId())
                                    .isEqualTo(ParkingId.of(e.processor(), e.sequence()));
                            assertThat(e.processor()).isEqualTo("saga-stubborn");
                            assertThat(e.sequence()).isEqualTo("stubborn@" + registered);
                            assertThat(e.kind()).isEqualTo("event");
                            assertThat(e.position()).isEqualTo(registered);
                            assertThat(e.code()).isEqualTo("step.failed");
                            assertThat(e.reason()).isEqualTo("she left");
                        });
        assertThat(decided.parked()).isNull();
        assertThat(parked()).extracting(Item::code).containsExactly("step.failed");
        assertThat(first()).as("the one behind it is tried").isNotEqualTo(id);
    }

    @Test
    void answersARequestSentTwiceTheSameThoughTheStepIsGoneByThen() {
        Why why = new Why("moot");
        long id = first();
        var decided = api.skip(id, why, admin("key-1"));
        long head = firm.head();
        assertThat(api.skip(id, why, admin("key-1"))).isEqualTo(decided);
        assertThat(firm.head()).isEqualTo(head);
        firm.refuses("request.reused", () -> api.skip(id, new Why("else"), admin("key-1")));
    }

    @Test
    void doesWhatWasLeftUndoneWhenTheSameRequestComesAgain() {
        Why why = new Why("moot");
        long id = first();
        Origin by = firm.get(Origins.class).of(admin("key-1"), why);
        firm.get(Witness.class).skipped(id, by, why.reason()); // and there the program ended
        long head = firm.head();
        assertThat(first()).isEqualTo(id);
        assertThat(api.skip(id, why, admin("key-1")).parked()).isNull();
        assertThat(firm.head()).isEqualTo(head);
        assertThat(first()).isNotEqualTo(id);
    }

    @Test
    void refusesAndDoesNothingWhereItCannotBeDecidedOn() {
        long behind = parked().getLast().id();
        firm.refuses("parked.unknown", () -> api.retry(4711, null, admin(null)));
        firm.refuses("parked.unknown", () -> api.skip(4711, new Why("y"), admin(null)));
        firm.refuses("parked.behind", () -> api.retry(behind, null, admin(null)));
        firm.refuses("parked.behind", () -> api.skip(behind, new Why("y"), admin(null)));
        firm.refuses("reason.missing", () -> api.skip(first(), new Why(" "), admin(null)));
        firm.refuses("reason.missing", () -> api.skip(first(), new Why(null), admin(null)));
        assertThat(parked()).hasSize(2).extracting(Item::attempts).containsExactly(1, 0);
    }

    @Test
    void sealsTheReasonForTheOneTheEventIsAbout() {
        long event = api.retry(first(), new Why("y"), admin(null)).position();
        assertThat(recorded(event).subject()).isEqualTo(customer.value());
        firm.get(Outbox.class)
                .put("saga-stubborn", "stubborn@" + registered, "1", "Forgotten", "{}");
        Awaitility.await().until(() -> parked().size() == 3);
        long letter = api.skip(parked().getLast().id(), new Why("y"), admin(null)).position();
        assertThat(recorded(letter).subject())
                .as("whom the instance began with")
                .isEqualTo(customer.value());
    }

    @Test
    void sealsTheReasonForTheOwnerOfALetterThatIsNoSagas() {
        firm.get(Outbox.class).put("automation", "owner-1", "1", "Forgotten", "{}");
        Awaitility.await().until(() -> parked().size() == 3);
        long letter = api.skip(parked().getLast().id(), new Why("y"), admin(null)).position();
        assertThat(recorded(letter).subject()).isEqualTo("owner-1");
        assertThat(firm.get(Outbox.class).size()).isZero();
    }
}
