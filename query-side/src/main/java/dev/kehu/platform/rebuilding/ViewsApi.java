package dev.kehu.platform.rebuilding;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.rebuilding.ViewsAnswer.Ended;
import dev.kehu.platform.rebuilding.ViewsAnswer.Standing;
import dev.kehu.platform.rebuilding.ViewsAnswer.Step;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Views and their rebuilds over HTTP. Where a view is named, {@code all} names every one. What is
 * asked for is answered at once with how everything stands, 202 where it has only begun.
 */
@ViewApi
final class ViewsApi {
    private static final String ALL = "all";

    private final Views views;
    private final Rebuild rebuild;
    private final Rebuilding rebuilding;
    private final History history;

    ViewsApi(Views views, Rebuild rebuild, Rebuilding rebuilding, History history) {
        this.views = views;
        this.rebuild = rebuild;
        this.rebuilding = rebuilding;
        this.history = history;
    }

    /** How far each view and each rebuild is. */
    @GetMapping("/v1/audit/views")
    ViewsAnswer views() {
        long head = history.head();
        Map<String, Long> kept = rebuild.kept();
        Map<String, Ended> ended = rebuilding.ended();
        List<Standing> items =
                views.status().stream()
                        .map(
                                view ->
                                        Standing.of(
                                                view,
                                                head,
                                                kept.get(view.name()),
                                                ended.get(view.name())))
                        .toList();
        return new ViewsAnswer(items, rebuild.underWay().stream().map(Step::of).toList(), head);
    }

    private Collection<String> named(String view) {
        return view.equals(ALL) ? views.names() : Set.of(view);
    }

    /** Builds it anew beside the one in use; nothing where that is under way already. */
    @PostMapping("/v1/audit/views/{view}/rebuild")
    ResponseEntity<ViewsAnswer> rebuild(@PathVariable String view) {
        rebuilding.begin(named(view));
        return begun();
    }

    /** Answers from the build that was in use before, once it has caught up. */
    @PostMapping("/v1/audit/views/{view}/back")
    ResponseEntity<ViewsAnswer> back(@PathVariable String view) {
        rebuilding.goBack(named(view));
        return begun();
    }

    private ResponseEntity<ViewsAnswer> begun() {
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(views());
    }

    /** Lets a rebuild rest. */
    @PostMapping("/v1/audit/views/{view}/pause")
    ViewsAnswer pause(@PathVariable String view) {
        return told(rebuild.pause(named(view)));
    }

    /** Lets it go on. */
    @PostMapping("/v1/audit/views/{view}/continue")
    ViewsAnswer goOn(@PathVariable String view) {
        return told(rebuild.goOn(named(view)));
    }

    /** Gives it up; what is in use stays. */
    @PostMapping("/v1/audit/views/{view}/cancel")
    ViewsAnswer cancel(@PathVariable String view) {
        return told(rebuild.cancel(named(view)));
    }

    private ViewsAnswer told(Set<String> about) {
        if (about.isEmpty())
            throw Refusal.conflict(
                    "view.not-rebuilding", "No rebuild is under way there; begin one");
        return views();
    }

    /** Throws away the build that was in use before, or nothing when none is kept. */
    @PostMapping("/v1/audit/views/{view}/drop-old")
    ViewsAnswer dropOld(@PathVariable String view) {
        rebuild.dropKept(named(view));
        return views();
    }
}
