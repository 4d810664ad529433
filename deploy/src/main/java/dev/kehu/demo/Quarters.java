package dev.kehu.demo;

import dev.kehu.cli.Terminal;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.process.Learning;
import dev.kehu.value.process.assessment.Assessed;
import dev.kehu.value.process.assessment.Assessing;

import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Assesses the demo's customers at the end of each quarter of 1997 and of the record, each time by
 * what could be learnt by then, so that there are histories and trends to look at. Done again, it
 * adds nothing.
 */
@Component
final class Quarters {
    private static final List<LocalDate> ENDS =
            List.of(
                    LocalDate.of(1997, 3, 31),
                    LocalDate.of(1997, 6, 30),
                    LocalDate.of(1997, 9, 30),
                    LocalDate.of(1997, 12, 31),
                    Cdnow.END);

    private static final Origin ITSELF = Origin.of("kehu");

    private final EventHistory history;
    private final BusinessClock clock;
    private final Learning learning;
    private final Assessing assessing;
    private final Terminal terminal;

    Quarters(
            EventHistory history,
            BusinessClock clock,
            Learning learning,
            Assessing assessing,
            Terminal terminal) {
        this.history = history;
        this.clock = clock;
        this.learning = learning;
        this.assessing = assessing;
        this.terminal = terminal;
    }

    void assess() {
        LocalDate learnt = learnt();
        Learning.Lessons orders = null;
        for (LocalDate day : ENDS) {
            if (day.isBefore(learnt) || day.isAfter(clock.today())) continue;
            if (!day.equals(learnt)) {
                if (orders == null) orders = learning.read();
                orders.learn(day, ITSELF);
            }
            Assessed all = assessing.everybody(Optional.of(day), ITSELF, n -> {});
            terminal.say("%,d customers were assessed on %s".formatted(all.assessed(), day));
        }
    }

    private LocalDate learnt() {
        LocalDate newest = LocalDate.MIN;
        for (RecordedEvent event : history.readStream(ModelFitId.FIRM.value()))
            if (event.payload() instanceof ModelsFitted e && e.end().isAfter(newest))
                newest = e.end();
        return newest;
    }
}
