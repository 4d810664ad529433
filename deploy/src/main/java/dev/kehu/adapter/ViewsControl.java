package dev.kehu.adapter;

import dev.kehu.control.Finding;
import dev.kehu.control.Freshness;
import dev.kehu.control.HealthFacts;
import dev.kehu.control.Rebuilder;
import dev.kehu.kernel.History;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.projection.Progress;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.projection.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Lets the command line see and rebuild the views, and look at the store. */
@Component
class ViewsControl implements Rebuilder, Freshness, HealthFacts {
    private final Views views;
    private final Rebuild rebuild;
    private final History history;
    private final GroupCommitEngine engine;

    ViewsControl(Views views, Rebuild rebuild, History history, GroupCommitEngine engine) {
        this.views = views;
        this.rebuild = rebuild;
        this.history = history;
        this.engine = engine;
    }

    @Override
    public void rebuild(Optional<String> view, Consumer<String> progress) {
        for (String name : view.map(List::of).orElseGet(() -> List.copyOf(views.names()))) {
            rebuild.rebuild(name, at -> {
                progress.accept(line(at));
                return true;
            });
        }
    }

    private static String line(Progress at) {
        return "%s: %,d of %,d events, %,d/s, %d s left"
                .formatted(at.view(), at.done(), at.total(), at.perSecond(), at.remaining().toSeconds());
    }

    @Override
    public long behind() {
        return views.behind();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> facts = engine.facts();
        boolean whole = facts.get("integrity").equals("ok") && facts.get("events").equals(facts.get("head"));
        findings.add(new Finding(
                "event store",
                whole ? Finding.State.OK : Finding.State.FAILED,
                facts.get("engine") + ", integrity " + facts.get("integrity"),
                Map.of("head", history.head(), "events", (Long) facts.get("events"))));
        for (ViewStatus view : views.status()) {
            findings.add(of(view));
        }
        return findings;
    }

    private Finding of(ViewStatus view) {
        boolean well = view.running() && view.parked() == 0;
        return new Finding(
                "view " + view.name(),
                well ? Finding.State.OK : Finding.State.WARNING,
                view.running() ? "follows" : "stands still or is being rebuilt",
                Map.of(
                        "position", view.position(),
                        "behind", Math.max(0, history.head() - view.position()),
                        "parked", (long) view.parked()));
    }
}
