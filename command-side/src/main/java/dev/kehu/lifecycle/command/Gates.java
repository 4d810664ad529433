package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.FinishImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.RequestExitDecision;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.ExitDecisionRequested;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationFinished;
import dev.kehu.lifecycle.api.Measuring;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exits of stages. Nobody passes one whose goals are not met: asked to, the gate is refused on
 * the record, and only the sponsor may overrule that, with a reason.
 */
record Gates(Project project) {
    private static final String PASSED = "passed";
    private static final String REFUSED = "refused";
    private static final String OVERRULED = "overruled";

    static boolean behind(@Nullable String decision) {
        return PASSED.equals(decision) || OVERRULED.equals(decision);
    }

    /** What was decided, for the receipt: asked to pass, a gate may have been refused. */
    static Optional<String> said(ImplementationEvent event) {
        return event instanceof GateDecided e ? Optional.of(e.decision()) : Optional.empty();
    }

    /** A gate judges how its goals stand today, not how they stood when they were last measured. */
    List<ImplementationEvent> decide(DecideGate c, Measuring measuring) {
        project.running();
        project.seen(c.version());
        project.team().mayDecide(c.by(), c.spends());
        open(c.stage());
        List<ImplementationEvent> all = new ArrayList<>(project.goals().measured(c, measuring));
        Project now = project;
        for (ImplementationEvent measured : all) now = now.evolve(measured);
        all.add(decided(c, now.unmet(c.stage())));
        return all;
    }

    private GateDecided decided(DecideGate c, List<String> unmet) {
        return switch (c.decision()) {
            case "pass" -> passed(c, unmet);
            case "refuse" -> decided(c, REFUSED, reason(c), unmet);
            case "overrule" -> overruled(c, unmet);
            default ->
                    throw Refusal.invalid(
                            "lifecycle.decision", "A decision is pass, refuse or overrule");
        };
    }

    private static GateDecided passed(DecideGate c, List<String> unmet) {
        if (unmet.isEmpty())
            return decided(c, PASSED, c.reason() == null ? "all goals met" : c.reason(), unmet);
        String reason = "not met: " + String.join(", ", unmet);
        return decided(
                c, REFUSED, c.reason() == null ? reason : c.reason() + " (" + reason + ")", unmet);
    }

    private GateDecided overruled(DecideGate c, List<String> unmet) {
        project.team().isSponsor(c.by());
        if (!REFUSED.equals(project.gates().get(c.stage())))
            throw Refusal.conflict(
                    "lifecycle.nothing-refused", "There is nothing to overrule at this gate");
        return decided(c, OVERRULED, reason(c), unmet);
    }

    private static String reason(DecideGate c) {
        return Names.written(c.reason(), "reason");
    }

    private static GateDecided decided(
            DecideGate c, String decision, String reason, List<String> unmet) {
        return new GateDecided(
                c.implementationId(),
                c.stage(),
                decision,
                c.by(),
                reason,
                unmet,
                c.spends(),
                c.occurredAt());
    }

    private void open(int stage) {
        if (stage != project.stage() || behind(project.gates().get(stage)))
            throw Refusal.conflict(
                    "lifecycle.stage-closed",
                    "This stage is not open; the present one is " + project.stage());
    }

    List<ImplementationEvent> decide(RequestExitDecision c) {
        project.running();
        open(c.stage());
        return List.of(
                new ExitDecisionRequested(
                        c.implementationId(), c.stage(), project.unmet(c.stage()), c.occurredAt()));
    }

    List<ImplementationEvent> decide(FinishImplementation c) {
        project.running();
        if (!behind(project.gates().get(Names.STAGES)))
            throw Refusal.conflict(
                    "lifecycle.gate-closed", "The last gate was not passed; decide about it first");
        return List.of(new ImplementationFinished(c.implementationId(), c.occurredAt()));
    }
}
