package dev.kehu.lifecycle.process;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.lifecycle.api.ImplementationCommand.AlertSponsor;
import dev.kehu.lifecycle.api.ImplementationCommand.EvaluateEffect;
import dev.kehu.lifecycle.api.ImplementationCommand.FinishImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.NoteStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.RemindOwner;
import dev.kehu.lifecycle.api.ImplementationCommand.RequestExitDecision;
import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStarted;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.platform.saga.Happening;
import dev.kehu.platform.saga.Happening.Accepted;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Happening.Occurred;
import dev.kehu.platform.saga.Happening.Refused;
import dev.kehu.platform.saga.Keys;
import dev.kehu.platform.saga.Process;
import dev.kehu.platform.saga.Steps;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.time.ZoneId;
import java.util.Set;

/**
 * Drives an implementation from its first stage to the evaluation of its effect. It opens stages,
 * reminds, escalates, measures and asks for decisions; what people decide it only hears.
 */
@Component
public class WhenImplementationStartedThenDriveIt implements Process<Progress> {
    private final Timetable times;
    private final Hearing hearing;
    private final Waking waking;

    public WhenImplementationStartedThenDriveIt(@Value("${kehu.zone:UTC}") String zone) {
        this.times = new Timetable(ZoneId.of(zone));
        this.hearing = new Hearing(times);
        this.waking = new Waking(times);
    }

    @Override
    public String name() {
        return ImplementationId.PROCESS;
    }

    @Override
    public int revision() {
        return 3;
    }

    /**
     * The first revision did not keep whether a decision was asked for, the second forgot waived
     * steps, and counted each month from the last measurement.
     */
    @Override
    public ObjectNode raise(int revision, ObjectNode progress) {
        if (revision < 2) progress.put("asked", false);
        progress.path("steps").forEach(step -> ((ObjectNode) step).put("waived", false));
        progress.path("goals").forEach(goal -> ((ObjectNode) goal).set("from", goal.path("next")));
        return progress;
    }

    @Override
    public Set<Class<? extends DomainEvent>> hears() {
        return Set.of(ImplementationEvent.class);
    }

    @Override
    public Set<Class<?>> sends() {
        return Set.of(
                OpenStage.class,
                RemindOwner.class,
                AlertSponsor.class,
                TakeMeasurement.class,
                RequestExitDecision.class,
                EvaluateEffect.class,
                FinishImplementation.class,
                NoteStuck.class);
    }

    @Override
    public Keys associate(DomainEvent event) {
        String id = ((ImplementationEvent) event).implementationId().value();
        return event instanceof ImplementationStarted ? Keys.starting(id) : Keys.of(id);
    }

    @Override
    public Progress start() {
        return Progress.NONE;
    }

    @Override
    public Steps<Progress> next(Progress p, Happening happening) {
        return switch (happening) {
            case Occurred(ImplementationEvent e, long position) ->
                    hearing.heard(p.at(e.occurredAt()), e, position);
            case Occurred other -> Steps.to(p);
            case Due due -> waking.woken(p.at(due.at()), due);
            case Accepted(var step, var ids) -> Steps.to(p);
            case Refused(String step, String code) -> waking.refused(p, step, code);
        };
    }
}
