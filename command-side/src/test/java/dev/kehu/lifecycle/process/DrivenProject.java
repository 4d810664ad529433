package dev.kehu.lifecycle.process;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.lifecycle.api.ImplementationCommand.RemindOwner;
import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStarted;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;
import dev.kehu.lifecycle.api.ImplementationId;

import org.axonframework.test.saga.ContinuedGivenState;
import org.axonframework.test.saga.SagaTestFixture;
import org.axonframework.test.saga.WhenState;
import org.junit.jupiter.api.BeforeEach;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A project the saga drives: what tests tell it, and what they expect it to do. */
abstract class DrivenProject {
    static final ImplementationId ID = new ImplementationId("implementation-1");
    static final Instant NOON = Instant.parse("1997-01-10T12:00:00Z");
    static final LocalDate DAY = LocalDate.parse("1997-01-10");

    SagaTestFixture<DrivenImplementation> fixture;

    @BeforeEach
    void fixture() {
        fixture = new SagaTestFixture<>(DrivenImplementation.class);
    }

    ContinuedGivenState begun(DomainEvent... events) {
        fixture.givenCurrentTime(NOON);
        return fixture.givenAggregate(ID.value()).published(with(started(ID), events));
    }

    static Object[] with(DomainEvent first, DomainEvent... more) {
        Object[] all = new Object[more.length + 1];
        all[0] = first;
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    static ImplementationStarted started(ImplementationId id) {
        return new ImplementationStarted(id, "One face", "boss", Map.of(), DAY, NOON);
    }

    static StageOpened opened(int stage) {
        return new StageOpened(ID, stage, NOON);
    }

    static StepPlanned planned(int step) {
        return new StepPlanned(ID, 1, step, "bob", LocalDate.parse("1997-02-01"), "ann", NOON);
    }

    static StepCompleted done(int step) {
        return new StepCompleted(ID, 1, step, "bob", "minutes", NOON);
    }

    static GateDecided gate(int stage, String decision) {
        return new GateDecided(ID, stage, decision, "ann", "r", List.of(), null, NOON);
    }

    WhenState then(DomainEvent... events) {
        return begun(events);
    }

    static RemindOwner remind(String day, boolean overdue) {
        return new RemindOwner(ID, 1, 3, overdue, at(day));
    }

    static Instant at(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }

    static StepPlanned planned(int stage, String due) {
        return new StepPlanned(ID, stage, 3, "bob", LocalDate.parse(due), "ann", NOON);
    }

    static WentBack back(int to) {
        return new WentBack(ID, 3, to, "ann", "wrong goal", NOON);
    }

    static GoalAgreed goal() {
        return goal("1999-01-05", NOON);
    }

    static GoalAgreed goal(String due, Instant at) {
        return new GoalAgreed(
                ID,
                "active",
                "customers",
                "up",
                "customers-active",
                BigDecimal.TEN,
                LocalDate.parse(due),
                BigDecimal.ONE,
                6,
                null,
                "ann",
                at);
    }

    static TakeMeasurement measure(String day, String at) {
        return new TakeMeasurement(ID, "active", LocalDate.parse(day), at(at));
    }
}
