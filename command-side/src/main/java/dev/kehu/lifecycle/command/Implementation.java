package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Receipt;
import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.AlertSponsor;
import dev.kehu.lifecycle.api.ImplementationCommand.AuthoriseRole;
import dev.kehu.lifecycle.api.ImplementationCommand.CompleteStep;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.EvaluateEffect;
import dev.kehu.lifecycle.api.ImplementationCommand.FinishImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.FixStandard;
import dev.kehu.lifecycle.api.ImplementationCommand.GoBack;
import dev.kehu.lifecycle.api.ImplementationCommand.NoteStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.PauseImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordAcceptance;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordLesson;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordTraining;
import dev.kehu.lifecycle.api.ImplementationCommand.RemindOwner;
import dev.kehu.lifecycle.api.ImplementationCommand.ReportFigure;
import dev.kehu.lifecycle.api.ImplementationCommand.RequestExitDecision;
import dev.kehu.lifecycle.api.ImplementationCommand.ResumeImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.RetryStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.SplitGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.StartImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.StopImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.lifecycle.api.Measuring;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stream of one implementation. Measures are the firm's, so a port hands them in. */
@Aggregate(type = "implementation", lockFactory = "locks")
class Implementation {
    @AggregateIdentifier private @Nullable ImplementationId id;

    private Project project = Project.UNKNOWN;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(StartImplementation c) {
        return record(c.implementationId(), project.decide(c));
    }

    @CommandHandler
    Receipt handle(OpenStage c) {
        return record(c.implementationId(), project.decide(c));
    }

    @CommandHandler
    Receipt handle(GoBack c) {
        return record(c.implementationId(), project.decide(c));
    }

    @CommandHandler
    Receipt handle(PauseImplementation c) {
        return record(c.implementationId(), project.decide(c));
    }

    @CommandHandler
    Receipt handle(ResumeImplementation c) {
        return record(c.implementationId(), project.decide(c));
    }

    @CommandHandler
    Receipt handle(StopImplementation c) {
        return record(c.implementationId(), project.decide(c));
    }

    @CommandHandler
    Receipt handle(DecideGate c, Measuring measuring) {
        return record(c.implementationId(), new Gates(project).decide(c, measuring));
    }

    @CommandHandler
    Receipt handle(RequestExitDecision c) {
        return record(c.implementationId(), new Gates(project).decide(c));
    }

    @CommandHandler
    Receipt handle(FinishImplementation c) {
        return record(c.implementationId(), new Gates(project).decide(c));
    }

    @CommandHandler
    Receipt handle(PlanStep c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(CompleteStep c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(RemindOwner c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(AlertSponsor c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(AuthoriseRole c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(FixStandard c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(RecordLesson c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(RecordTraining c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(RecordAcceptance c) {
        return record(c.implementationId(), new Work(project).decide(c));
    }

    @CommandHandler
    Receipt handle(SplitGoal c) {
        return record(c.implementationId(), project.asking(c.by()).decide(c));
    }

    @CommandHandler
    Receipt handle(ReportFigure c) {
        return record(c.implementationId(), project.asking(c.by()).decide(c));
    }

    @CommandHandler
    Receipt handle(AgreeGoal c, Measuring measuring) {
        return record(c.implementationId(), project.asking(c.by()).decide(c, measuring));
    }

    @CommandHandler
    Receipt handle(TakeMeasurement c, Measuring measuring) {
        return record(c.implementationId(), project.running().goals().decide(c, measuring));
    }

    @CommandHandler
    Receipt handle(EvaluateEffect c, Measuring measuring) {
        return record(c.implementationId(), new Effect(project).decide(c, measuring));
    }

    @CommandHandler
    Receipt handle(NoteStuck c) {
        return record(c.implementationId(), new Effect(project).decide(c));
    }

    @CommandHandler
    Receipt handle(RetryStuck c) {
        return record(c.implementationId(), new Effect(project).decide(c));
    }

    private static Receipt record(ImplementationId id, List<ImplementationEvent> decided) {
        decided.forEach(AggregateLifecycle::apply);
        Map<String, String> ids = new HashMap<>(Map.of("implementationId", id.value()));
        decided.forEach(event -> Gates.said(event).ifPresent(it -> ids.put("decision", it)));
        return Receipt.of(id.value(), ids);
    }

    @EventSourcingHandler
    void on(ImplementationEvent event) {
        id = event.implementationId();
        project = project.evolve(event);
    }

    /** What is remembered of the stream stands for its events. */
    @EventSourcingHandler
    void on(Project known, @SourceId String stream) {
        id = new ImplementationId(stream);
        project = known;
    }

    Implementation() {} // required by Axon
}
