package dev.kehu.lifecycle.view.implementation;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.AcceptanceSurveyed;
import dev.kehu.lifecycle.api.ImplementationEvent.BaselineFrozen;
import dev.kehu.lifecycle.api.ImplementationEvent.EffectEvaluated;
import dev.kehu.lifecycle.api.ImplementationEvent.ExitDecisionRequested;
import dev.kehu.lifecycle.api.ImplementationEvent.FigureReported;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalSplit;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationFinished;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationPaused;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationResumed;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStarted;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStopped;
import dev.kehu.lifecycle.api.ImplementationEvent.LessonRecorded;
import dev.kehu.lifecycle.api.ImplementationEvent.MeasurementTaken;
import dev.kehu.lifecycle.api.ImplementationEvent.OwnerReminded;
import dev.kehu.lifecycle.api.ImplementationEvent.RoleAuthorised;
import dev.kehu.lifecycle.api.ImplementationEvent.SponsorAlerted;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.StandardFixed;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationEvent.StepStuck;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;
import dev.kehu.platform.projection.SubjectView;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How a project stands. Free texts in it are sealed.
 *
 * @param stage the last one opened
 * @param asked whether somebody has to decide about its exit
 * @param version decisions taken so far
 * @param limits amount and currency by role
 * @param stuck code by step that waits for a person
 * @param evaluations verdict by day
 */
record Implementation(
        String id,
        long position,
        @Nullable String name,
        String sponsor,
        SortedMap<String, String> team,
        String status,
        int stage,
        boolean asked,
        int version,
        SortedMap<String, String> limits,
        SortedMap<String, Goal> goals,
        SortedMap<String, Step> steps,
        SortedMap<String, String> stuck,
        SortedMap<String, String> evaluations,
        List<Entry> log)
        implements SubjectView<Implementation> {

    static Implementation blank(String id) {
        return new Implementation(
                id,
                0,
                null,
                "",
                Collections.emptySortedMap(),
                "running",
                0,
                false,
                0,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                List.of());
    }

    /** Projects are never merged. */
    @Override
    public Implementation combine(Implementation absorbed) {
        return this;
    }

    @Override
    public Implementation on(RecordedEvent event) {
        if (!(event.payload() instanceof ImplementationEvent e)) return this;
        Draft draft = new Draft(this);
        draft.position = event.position();
        Entry entry = Entry.of(e);
        if (entry != null) draft.log.add(entry);
        draft.on(e);
        return draft.done();
    }

    /** The record while one event is folded into it. */
    private static final class Draft {
        private final Implementation before;
        private long position;
        private @Nullable String name;
        private String sponsor;
        private String status;
        private int stage;
        private boolean asked;
        private int version;
        private SortedMap<String, String> team;
        private final SortedMap<String, String> limits;
        private final SortedMap<String, Goal> goals;
        private final SortedMap<String, Step> steps;
        private final SortedMap<String, String> stuck;
        private final SortedMap<String, String> evaluations;
        private final List<Entry> log;

        Draft(Implementation before) {
            this.before = before;
            name = before.name;
            sponsor = before.sponsor;
            status = before.status;
            stage = before.stage;
            asked = before.asked;
            version = before.version;
            team = before.team;
            limits = new TreeMap<>(before.limits);
            goals = new TreeMap<>(before.goals);
            steps = new TreeMap<>(before.steps);
            stuck = new TreeMap<>(before.stuck);
            evaluations = new TreeMap<>(before.evaluations);
            log = new ArrayList<>(before.log);
        }

        Implementation done() {
            return new Implementation(
                    before.id,
                    position,
                    name,
                    sponsor,
                    team,
                    status,
                    stage,
                    asked,
                    version,
                    limits,
                    goals,
                    steps,
                    stuck,
                    evaluations,
                    List.copyOf(log));
        }

        void on(ImplementationEvent event) {
            switch (event) {
                case ImplementationStarted e -> started(e);
                case RoleAuthorised e ->
                        limits.put(
                                e.role(),
                                e.limit().value().toPlainString() + " " + e.limit().currency());
                case StageOpened e -> opened(e.stage());
                case StepPlanned e -> planned(e);
                case StepCompleted e ->
                        step(
                                e.stage(),
                                e.step(),
                                s -> s.done(e.occurredAt(), e.by(), e.evidence()));
                case OwnerReminded e -> step(e.stage(), e.step(), Step::reminded);
                case SponsorAlerted e -> step(e.stage(), e.step(), Step::alerted);
                case ExitDecisionRequested e -> asked = true;
                case GateDecided e -> decided(e);
                case WentBack e -> {
                    opened(e.stage());
                    version++;
                }
                case ImplementationPaused e -> at("paused");
                case ImplementationResumed e -> at("running");
                case ImplementationStopped e -> at("stopped");
                case ImplementationFinished e -> at("finished");
                case EffectEvaluated e -> evaluations.put(e.day().toString(), e.verdict());
                case StepStuck e -> stuck.put(e.step(), e.code());
                case StuckRetried e -> stuck.remove(e.step());
                case GoalAgreed e -> goals.put(e.metric(), Goal.of(e));
                case BaselineFrozen e -> goal(e.metric(), g -> g.from(e));
                case GoalSplit e -> goal(e.metric(), g -> g.partOf(e.parent()));
                case MeasurementTaken e ->
                        point(e.metric(), e.day().toString(), e.value(), null, null);
                case FigureReported e ->
                        point(e.metric(), e.day().toString(), e.value(), e.by(), e.evidence());
                case LessonRecorded e -> {}
                case StandardFixed e -> {}
                case TrainingTaken e -> {}
                case AcceptanceSurveyed e -> {}
            }
        }

        private void started(ImplementationStarted e) {
            name = e.name();
            sponsor = e.sponsor();
            team = new TreeMap<>(e.team());
            version++;
        }

        private void at(String now) {
            status = now;
            version++;
        }

        private void opened(int now) {
            stage = now;
            asked = false;
        }

        private void planned(StepPlanned e) {
            steps.put(
                    Step.key(e.stage(), e.step()),
                    new Step(
                            e.stage(),
                            e.step(),
                            e.owner(),
                            e.due().toString(),
                            null,
                            null,
                            null,
                            0,
                            false));
        }

        private void decided(GateDecided e) {
            asked = e.decision().equals("refused");
            version++;
        }

        private void step(int of, int number, UnaryOperator<Step> change) {
            steps.computeIfPresent(Step.key(of, number), (key, step) -> change.apply(step));
        }

        private void goal(String metric, UnaryOperator<Goal> change) {
            goals.computeIfPresent(metric, (key, goal) -> change.apply(goal));
        }

        private void point(
                String metric,
                String day,
                BigDecimal value,
                @Nullable String by,
                @Nullable String evidence) {
            goal(metric, goal -> goal.with(new Goal.Point(day, value, by, evidence)));
        }
    }

    /** The last decision about a stage since it was last opened or gone back behind. */
    private String gate(int of) {
        String last = "";
        for (Entry entry : log) {
            if (entry.gate() && entry.stage() == of) last = entry.what();
            if (entry.what().equals("back") && entry.stage() <= of) last = "";
        }
        return last;
    }

    /** {@code passed}, {@code open} or {@code closed}: not yet reached. */
    String state(int of) {
        String gate = gate(of);
        if (gate.equals("passed") || gate.equals("overruled")) return "passed";
        return of == stage ? "open" : "closed";
    }
}
