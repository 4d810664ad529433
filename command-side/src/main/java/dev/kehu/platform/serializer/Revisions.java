package dev.kehu.platform.serializer;

import dev.kehu.kernel.Personal.Category;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Brings events stored in an older revision to the one their class has now, before they are
 * decoded; whoever reads, aggregate or fold over history, reads by this one way. Stored bytes never
 * change.
 */
public final class Revisions {
    /** Every step there is. One that was ever released stays. */
    public static final List<Step> STEPS =
            List.of(
                    new Step( // nobody had written down whom it is for, or that it was retention
                            "erasure.requested",
                            1,
                            Set.of(Category.CONTENT),
                            UnaryOperator.identity()),
                    new Step( // always the person
                            "erasure.requested",
                            2,
                            Set.of(Category.CONTENT),
                            UnaryOperator.identity()));

    private final Map<Stored, Step> steps = new HashMap<>();

    public Revisions(List<Step> steps) {
        for (Step step : steps) {
            Stored from = new Stored(step.name(), String.valueOf(step.from()));
            if (this.steps.put(from, step) != null) {
                throw new IllegalStateException("Two steps lead from " + from);
            }
        }
    }

    private record Stored(String name, @Nullable String revision) {}

    /**
     * From one revision of an event to the next.
     *
     * @param sealed the categories revision {@code from} was sealed in; one that is missing is an
     *     error
     * @param change makes members of the next revision out of those of {@code from}, sealed ones
     *     opened among them; an erased one is absent
     */
    public record Step(
            String name, int from, Set<Category> sealed, UnaryOperator<ObjectNode> change) {}

    /** The steps from a stored revision to the newest one; none when they do not lead there. */
    public List<Step> between(String name, @Nullable String stored, String newest) {
        List<Step> way = new ArrayList<>();
        String revision = stored;
        while (!newest.equals(revision)) {
            Step step = steps.get(new Stored(name, revision));
            if (step == null) {
                return List.of();
            }
            way.add(step);
            revision = String.valueOf(step.from() + 1);
        }
        return way;
    }
}
