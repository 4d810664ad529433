package dev.kehu.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.audit.api.ParkingEvent.RetryDecided;
import dev.kehu.audit.api.ParkingEvent.SkipDecided;
import dev.kehu.audit.api.ParkingId;
import dev.kehu.audit.web.ParkedApi.What;
import dev.kehu.audit.web.ParkedApi.Why;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.writeside.Firm;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;

import java.nio.file.Path;
import java.util.List;

class ParkedApiTest {
    private static final String VIEW = "timeline", SUBJECT = "customer-1";
    private static Firm firm;

    private ParkedByHand parked;
    private ParkedApi api;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    @BeforeEach
    void park() {
        parked = firm.get(ParkedByHand.class);
        parked.done.clear();
        parked.parked.clear();
        parked.meanwhile = () -> {};
        parked.parked.add(new Parked(VIEW, SUBJECT, 7, "ArithmeticException", Firm.WHEN, 3));
        api =
                new ParkedApi(
                        parked,
                        firm.get(Commands.class),
                        firm.get(Origins.class),
                        firm.get(BusinessClock.class));
    }

    private static MockHttpServletRequest from(String user, @Nullable String key) {
        var request = new MockHttpServletRequest("POST", "/v1/audit/parked");
        request.setUserPrincipal(() -> user);
        if (key != null) request.addHeader("Idempotency-Key", key);
        return request;
    }

    private static RecordedEvent recorded(long position) {
        return firm.history().readAfter(position - 1, 1).getFirst();
    }

    @Test
    void listsWhereEachStandsAndHowManyWait() {
        assertThat(api.list().total()).isEqualTo(1);
        assertThat(api.list().items())
                .containsExactly(
                        new ParkedApi.Item(VIEW, SUBJECT, 7, "ArithmeticException", Firm.WHEN, 3));
    }

    @Test
    void recordsWhoRetriedWhatAndWhyAndThenDoesIt() {
        var decided = api.retry(VIEW, SUBJECT, new Why("mended"), from("admin", null));
        RecordedEvent event = recorded(decided.position());
        assertThat(event.metadata()).containsEntry("actor", "admin");
        assertThat(event.subject()).isEqualTo(SUBJECT);
        assertThat(event.payload())
                .isInstanceOfSatisfying(
                        RetryDecided.class,
                        e -> {
                            assertThat(e.parkingId()).isEqualTo(ParkingId.of(VIEW, SUBJECT));
                            assertThat(e.view()).isEqualTo(VIEW);
                            assertThat(e.position()).isEqualTo(7);
                            assertThat(e.reason()).isEqualTo("mended");
                        });
        assertThat(parked.done).containsExactly("retry " + SUBJECT);
        assertThat(decided.parked()).isNotNull();
    }

    @Test
    void recordsEveryFurtherDecisionAboutTheSameSubject() {
        long first = api.retry(VIEW, SUBJECT, null, from("admin", null)).position();
        long second = api.retry(VIEW, SUBJECT, null, from("admin", null)).position();
        assertThat(second).isEqualTo(first + 1);
    }

    @Test
    void recordsWhoSkippedWhatAndWhyAndThenDoesIt() {
        var decided = api.skip(VIEW, SUBJECT, new What(7L, "no rate"), from("admin", null));
        RecordedEvent event = recorded(decided.position());
        assertThat(event.metadata()).containsEntry("actor", "admin");
        assertThat(event.payload())
                .isInstanceOfSatisfying(
                        SkipDecided.class,
                        e -> {
                            assertThat(e.subject()).isEqualTo(SUBJECT);
                            assertThat(e.position()).isEqualTo(7);
                            assertThat(e.reason()).isEqualTo("no rate");
                        });
        assertThat(parked.done).containsExactly("skip 7");
        assertThat(decided.parked()).isNull();
    }

    @Test
    void answersARequestSentTwiceTheSameThoughTheSubjectIsFreeByThen() {
        What what = new What(7L, "no rate");
        var first = api.skip(VIEW, SUBJECT, what, from("admin", "key-1"));
        long head = firm.head();
        var again = api.skip(VIEW, SUBJECT, what, from("admin", "key-1"));
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.parked()).isEqualTo(first.parked());
        assertThat(List.of(first.done(), again.done())).containsExactly(true, false);
        assertThat(firm.head()).isEqualTo(head);
    }

    @Test
    void actsOnceOnARequestSentTwice() {
        api.retry(VIEW, SUBJECT, null, from("admin", "key-2"));
        var again = api.retry(VIEW, SUBJECT, null, from("admin", "key-2"));
        assertThat(again.done()).isFalse();
        assertThat(again.parked()).isNotNull();
        assertThat(parked.done).containsExactly("retry " + SUBJECT);
    }

    @Test
    void saysSoWhereTheSubjectHadMovedBeforeItsEventWasLeftOut() {
        parked.meanwhile = () -> parked.parked.clear();
        var decided = api.skip(VIEW, SUBJECT, new What(7L, "no rate"), from("admin", null));
        assertThat(decided.done()).isFalse();
        assertThat(recorded(decided.position()).payload()).isInstanceOf(SkipDecided.class);
    }

    @Test
    void refusesAndDoesNothingWhereTheSubjectIsNotParkedThere() {
        var admin = from("admin", null);
        firm.refuses(
                "parking.not-parked", () -> api.skip(VIEW, SUBJECT, new What(8L, "why"), admin));
        firm.refuses("parking.not-parked", () -> api.retry(VIEW, "customer-2", null, admin));
        firm.refuses(
                "parking.not-parked", () -> api.skip(VIEW, "customer-2", new What(7L, "y"), admin));
        assertThat(parked.done).isEmpty();
    }

    @Test
    void refusesToLeaveAnEventOutWithoutAReasonOrAPosition() {
        var admin = from("admin", null);
        firm.refuses("reason.missing", () -> api.skip(VIEW, SUBJECT, new What(7L, " "), admin));
        firm.refuses("reason.missing", () -> api.skip(VIEW, SUBJECT, new What(7L, null), admin));
        firm.refuses("data.incomplete", () -> api.skip(VIEW, SUBJECT, new What(null, "y"), admin));
        assertThat(parked.done).isEmpty();
    }
}
