package dev.kehu.lifecycle.process;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStarted;
import dev.kehu.platform.saga.Happening;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Happening.Occurred;
import dev.kehu.platform.saga.Steps;

import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The step function in Axon's own shell, so that its fixture can tell the time. */
public class DrivenImplementation {
    private static final WhenImplementationStartedThenDriveIt STEP =
            new WhenImplementationStartedThenDriveIt("UTC");

    private Progress progress = STEP.start();
    private final Map<String, String> schedules = new HashMap<>();
    private long position;

    /** A deadline as the fixture keeps it. */
    public record Wake(String name, Instant due) {}

    @StartSaga
    @SagaEventHandler(associationProperty = "implementationId")
    void on(ImplementationStarted e, CommandGateway commands, DeadlineManager deadlines) {
        step(new Occurred(e, ++position), commands, deadlines);
    }

    @SagaEventHandler(associationProperty = "implementationId")
    void on(ImplementationEvent e, CommandGateway commands, DeadlineManager deadlines) {
        step(new Occurred((DomainEvent) e, ++position), commands, deadlines);
    }

    @DeadlineHandler
    void due(Wake wake, @Timestamp Instant at, CommandGateway commands, DeadlineManager deadlines) {
        schedules.remove(wake.name());
        step(new Due(wake.name(), wake.due()), commands, deadlines);
    }

    private void step(Happening happening, CommandGateway commands, DeadlineManager deadlines) {
        Steps<Progress> steps = STEP.next(progress, happening);
        progress = steps.progress();
        steps.commands().values().forEach(commands::send);
        steps.cancelled().forEach(name -> cancel(name, deadlines));
        steps.deadlines()
                .forEach(
                        (name, due) -> {
                            cancel(name, deadlines);
                            schedules.put(
                                    name, deadlines.schedule(due, "wake", new Wake(name, due)));
                        });
        if (steps.ended()) {
            deadlines.cancelAllWithinScope("wake");
            SagaLifecycle.end();
        }
    }

    private void cancel(String name, DeadlineManager deadlines) {
        String schedule = schedules.remove(name);
        if (schedule != null) deadlines.cancelSchedule("wake", schedule);
    }
}
