package dev.kehu.adapter;

import dev.kehu.control.Finding;
import dev.kehu.control.Finding.State;
import dev.kehu.control.HealthFacts;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.state.StateDatabase;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Whether a step of a saga or the outbox waits for a person. */
@Component
final class StepFacts implements HealthFacts {
    private static final String CHECK = "sagas";

    private final Outbox outbox;
    private final DeadLetters dead;
    private final StateDatabase state;

    StepFacts(Outbox outbox, DeadLetters dead, StateDatabase state) {
        this.outbox = outbox;
        this.dead = dead;
        this.state = state;
    }

    @Override
    public List<Finding> findings() {
        try {
            return List.of(finding(outbox.size(), dead.size(), dead.behind()));
        } catch (StoreUnavailable away) {
            return List.of(
                    Finding.failed(
                            CHECK,
                            "%s cannot be used now (%s)".formatted(state.name(), away.code())));
        }
    }

    private Finding finding(long waiting, long parked, long behind) {
        return new Finding(
                CHECK,
                parked + behind > 0 ? State.WARNING : State.OK,
                "%,d commands to send, kept in %s".formatted(waiting, state.name())
                        + (parked + behind > 0
                                ? ", %,d steps parked and %,d behind them; see /v1/audit/parked-steps"
                                        .formatted(parked, behind)
                                : ""),
                Map.of("outbox", waiting, "parked", parked, "behind", behind));
    }
}
