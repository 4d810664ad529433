package dev.kehu.adapter;

import dev.kehu.control.Finding;
import dev.kehu.control.Finding.State;
import dev.kehu.control.HealthFacts;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.outbox.Outbox;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Whether a step of a saga or the outbox waits for a person. */
@Component
final class StepFacts implements HealthFacts {
    private final Outbox outbox;
    private final DeadLetters dead;

    StepFacts(Outbox outbox, DeadLetters dead) {
        this.outbox = outbox;
        this.dead = dead;
    }

    @Override
    public List<Finding> findings() {
        return List.of(finding(outbox.size(), dead.size(), dead.behind()));
    }

    private static Finding finding(long waiting, long parked, long behind) {
        return new Finding(
                "sagas",
                parked + behind > 0 ? State.WARNING : State.OK,
                "%,d commands to send".formatted(waiting)
                        + (parked + behind > 0
                                ? ", %,d steps parked and %,d behind them; see /v1/audit/parked-steps"
                                        .formatted(parked, behind)
                                : ""),
                Map.of("outbox", waiting, "parked", parked, "behind", behind));
    }
}
