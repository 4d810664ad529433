package dev.kehu.adapter.figures;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.outbox.Outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/** What is measured of sagas and the outbox. */
@Component
class StepFigures implements MeterBinder {
    private final Outbox outbox;
    private final Deadlines deadlines;
    private final DeadLetters dead;
    private final BusinessClock clock;

    StepFigures(Outbox outbox, Deadlines deadlines, DeadLetters dead, BusinessClock clock) {
        this.outbox = outbox;
        this.deadlines = deadlines;
        this.dead = dead;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("kehu.outbox.waiting", outbox, Outbox::size)
                .description("Commands of sagas that are not answered yet, parked ones included")
                .register(registry);
        Gauge.builder("kehu.deadlines.due", deadlines, it -> it.overdue(clock.now()))
                .description("Deadlines that are due and whose owner was not woken yet")
                .register(registry);
        Gauge.builder("kehu.parked.steps", dead, DeadLetters::size)
                .description("Steps of sagas and the outbox that wait for a person")
                .register(registry);
    }
}
