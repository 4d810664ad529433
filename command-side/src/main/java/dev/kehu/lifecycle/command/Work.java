package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationCommand.AlertSponsor;
import dev.kehu.lifecycle.api.ImplementationCommand.AuthoriseRole;
import dev.kehu.lifecycle.api.ImplementationCommand.CompleteStep;
import dev.kehu.lifecycle.api.ImplementationCommand.FixStandard;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordAcceptance;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordLesson;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordTraining;
import dev.kehu.lifecycle.api.ImplementationCommand.RemindOwner;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.AcceptanceSurveyed;
import dev.kehu.lifecycle.api.ImplementationEvent.LessonRecorded;
import dev.kehu.lifecycle.api.ImplementationEvent.OwnerReminded;
import dev.kehu.lifecycle.api.ImplementationEvent.RoleAuthorised;
import dev.kehu.lifecycle.api.ImplementationEvent.SponsorAlerted;
import dev.kehu.lifecycle.api.ImplementationEvent.StandardFixed;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;

import java.util.List;
import java.util.Set;

/** What people do inside a stage, and what they are reminded of. */
record Work(Project project) {
    private static final Set<String> TOPICS = Set.of("idea", "operation", "communication");
    private static final int BEST = 5;

    List<ImplementationEvent> decide(PlanStep c) {
        project.running().team().takesPart(c.by());
        Names.stage(c.stage());
        Names.step(c.step());
        Names.checked(c.owner(), "owner");
        Names.notPast(c.due(), c.today());
        return List.of(
                new StepPlanned(
                        c.implementationId(),
                        c.stage(),
                        c.step(),
                        c.owner(),
                        c.due(),
                        c.by(),
                        c.occurredAt()));
    }

    List<ImplementationEvent> decide(CompleteStep c) {
        project.running();
        Loop.Step planned = project.loop().planned(c.stage(), c.step());
        if (!c.by().equals(planned.owner())) project.team().takesPart(c.by());
        if (c.stage() > project.stage())
            throw Refusal.conflict(
                    "lifecycle.stage-closed",
                    "This stage is not open yet; the present one is " + project.stage());
        String evidence = Names.written(c.evidence(), "evidence");
        return planned.done()
                ? List.of()
                : List.of(
                        new StepCompleted(
                                c.implementationId(),
                                c.stage(),
                                c.step(),
                                c.by(),
                                evidence,
                                c.occurredAt()));
    }

    /** Who is done by now needs no reminder. */
    List<ImplementationEvent> decide(RemindOwner c) {
        project.running();
        Loop.Step planned = project.loop().planned(c.stage(), c.step());
        return planned.done()
                ? List.of()
                : List.of(
                        new OwnerReminded(
                                c.implementationId(),
                                c.stage(),
                                c.step(),
                                planned.owner(),
                                planned.due(),
                                c.overdue(),
                                c.occurredAt()));
    }

    List<ImplementationEvent> decide(AlertSponsor c) {
        project.running();
        return List.of(
                new SponsorAlerted(
                        c.implementationId(),
                        c.stage(),
                        c.step(),
                        project.team().sponsor(),
                        c.occurredAt()));
    }

    List<ImplementationEvent> decide(AuthoriseRole c) {
        project.running().team().isSponsor(c.by());
        Names.checked(c.role(), "role");
        if (!project.team().has(c.role()))
            throw Refusal.unknown("lifecycle.role-unknown", "Nobody in the team has this role");
        if (c.limit().value().signum() < 0)
            throw Refusal.invalid("lifecycle.limit", "A limit is zero or more");
        return List.of(
                new RoleAuthorised(
                        c.implementationId(), c.role(), c.limit(), c.by(), c.occurredAt()));
    }

    List<ImplementationEvent> decide(FixStandard c) {
        project.running().team().takesPart(c.by());
        if (c.role() != null) Names.checked(c.role(), "role");
        String text = Names.written(c.text(), "text");
        return List.of(
                new StandardFixed(c.implementationId(), c.role(), text, c.by(), c.occurredAt()));
    }

    List<ImplementationEvent> decide(RecordLesson c) {
        project.known().team().takesPart(c.by());
        if (c.metric() != null) Names.checked(c.metric(), "metric");
        String lesson = Names.written(c.lesson(), "lesson");
        return List.of(
                new LessonRecorded(
                        c.implementationId(), c.metric(), lesson, c.by(), c.occurredAt()));
    }

    List<ImplementationEvent> decide(RecordTraining c) {
        project.known();
        Names.checked(c.employee(), "employee");
        Names.notAhead(c.day(), c.today());
        if (!TOPICS.contains(c.topic()))
            throw Refusal.invalid(
                    "lifecycle.topic", "A training is about idea, operation or communication");
        return List.of(
                new TrainingTaken(
                        c.implementationId(), c.employee(), c.topic(), c.day(), c.occurredAt()));
    }

    List<ImplementationEvent> decide(RecordAcceptance c) {
        project.known();
        Names.checked(c.employee(), "employee");
        Names.notAhead(c.day(), c.today());
        if (c.score() < 1 || c.score() > BEST)
            throw Refusal.invalid("lifecycle.score", "A score is a whole number from 1 to 5");
        return List.of(
                new AcceptanceSurveyed(
                        c.implementationId(), c.employee(), c.score(), c.day(), c.occurredAt()));
    }
}
