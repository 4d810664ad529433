package dev.kehu.control;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.progress.Progress;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rebuilds views of this process from one pass over the history, and hears what is to become of a
 * rebuild. Arguments: at most one of the options below, then at most one view; without one, all.
 */
@Component
final class ViewRebuilder implements Errand {
    private static final JsonMapper JSON = new JsonMapper();

    private final Views views;
    private final Rebuild rebuild;

    ViewRebuilder(Views views, Rebuild rebuild) {
        this.views = views;
        this.rebuild = rebuild;
    }

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    @Override
    public int run(List<String> args, Replies replies) {
        String wish = args.stream().filter(arg -> arg.startsWith("--")).findFirst().orElse("");
        List<String> named = args.stream().filter(arg -> !arg.startsWith("--")).toList();
        Collection<String> wanted = named.isEmpty() ? views.names() : named;
        return switch (wish) {
            case "" -> built(wanted, replies);
            case "--back" -> back(wanted, replies);
            case "--status" -> status(replies);
            case "--pause" -> told("rests", rebuild.pause(wanted), replies);
            case "--continue" -> told("goes on", rebuild.goOn(wanted), replies);
            case "--cancel" -> told("is cancelled", rebuild.cancel(wanted), replies);
            case "--drop-old" -> dropped(rebuild.dropKept(wanted), replies);
            default -> {
                replies.complain("The running Kehu does not know 'rebuild " + wish + "'.");
                yield 2;
            }
        };
    }

    private int built(Collection<String> wanted, Replies replies) {
        Telling telling = new Telling(replies);
        return ended(rebuild.rebuild(wanted, telling), "is rebuilt", wanted, telling);
    }

    private int back(Collection<String> wanted, Replies replies) {
        Telling telling = new Telling(replies);
        return ended(rebuild.back(wanted, telling), "answers as before", wanted, telling);
    }

    private static int ended(boolean done, String how, Collection<String> wanted, Telling telling) {
        if (!done) {
            throw Refusal.conflict(
                    "view.rebuilding", "The rebuild was cancelled, or Kehu ended; ask again");
        }
        wanted.forEach(name -> telling.replies.progress(name + " " + how));
        telling.replies.answer(JSON.writeValueAsString(Map.of("views", telling.compared)));
        return 0;
    }

    private int status(Replies replies) {
        Map<String, Long> kept = rebuild.kept();
        for (ViewStatus view : views.status()) {
            String old =
                    kept.containsKey(view.name())
                            ? ", the one before is kept as of event %,d"
                                    .formatted(kept.get(view.name()))
                            : "";
            replies.progress(
                    "%s: build %d at event %,d%s"
                            .formatted(view.name(), view.generation(), view.position(), old));
        }
        List<Progress> underWay = rebuild.underWay();
        underWay.forEach(step -> replies.progress(Spoken.line(step)));
        replies.answer(
                JSON.writeValueAsString(
                        Map.of(
                                "views",
                                views.status(),
                                "kept",
                                kept,
                                "underWay",
                                underWay.stream().map(Spoken::members).toList())));
        return 0;
    }

    private static int told(String what, Set<String> about, Replies replies) {
        if (about.isEmpty()) {
            replies.complain("No rebuild is under way there.");
            return 1;
        }
        replies.progress("The rebuild of " + String.join(", ", about) + " " + what);
        return 0;
    }

    private static int dropped(Set<String> views, Replies replies) {
        replies.progress(
                views.isEmpty()
                        ? "Nothing is kept there."
                        : "Dropped what was kept of " + String.join(", ", views));
        return 0;
    }

    private static final class Telling implements Progress.Listener {
        private final Replies replies;
        private final List<Map<String, Object>> compared = new ArrayList<>();

        Telling(Replies replies) {
            this.replies = replies;
        }

        @Override
        public boolean on(Progress step) {
            replies.progress(Spoken.line(step));
            return true;
        }

        @Override
        public void compared(Comparison comparison) {
            Spoken.lines(comparison).forEach(replies::progress);
            compared.add(Spoken.members(comparison));
        }
    }
}
