package dev.kehu.control;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.Progress;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.Views;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Rebuilds views of this process from one pass over the history. */
@Component
final class ViewRebuilder implements Rebuilder {
    private final Views views;
    private final Rebuild rebuild;

    ViewRebuilder(Views views, Rebuild rebuild) {
        this.views = views;
        this.rebuild = rebuild;
    }

    @Override
    public void rebuild(Optional<String> view, Consumer<String> progress) {
        List<String> wanted = view.map(List::of).orElseGet(() -> List.copyOf(views.names()));
        boolean done =
                rebuild.rebuild(
                        wanted,
                        step -> {
                            progress.accept(line(step));
                            return true;
                        });
        if (!done) {
            throw Refusal.conflict(
                    "view.rebuilding", "A rebuild was under way and was cancelled; ask again");
        }
        wanted.forEach(name -> progress.accept(name + " is rebuilt"));
    }

    private static String line(Progress step) {
        return "%s: %,d of %,d events, %,d a second, %d s to go"
                .formatted(
                        step.view(),
                        step.done(),
                        step.total(),
                        step.perSecond(),
                        step.remaining().toSeconds());
    }
}
