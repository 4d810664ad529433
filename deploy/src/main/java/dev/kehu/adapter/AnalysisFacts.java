package dev.kehu.adapter;

import dev.kehu.control.Finding;
import dev.kehu.control.HealthFacts;
import dev.kehu.kernel.History;
import dev.kehu.platform.analysis.Analysis;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Whether the analysts' copy can be used; a look does not open it. */
@Component
final class AnalysisFacts implements HealthFacts {
    private final Analysis analysis;
    private final History history;

    AnalysisFacts(Analysis analysis, History history) {
        this.analysis = analysis;
        this.history = history;
    }

    @Override
    public List<Finding> findings() {
        long head = history.head();
        return List.of(
                switch (analysis.state()) {
                    case CLOSED -> Finding.ok("analysts' copy", "not opened yet");
                    case FAILED ->
                            Finding.warning(
                                    "analysts' copy",
                                    "cannot be opened or written, the log says why; nothing else"
                                            + " waits for it");
                    case OPEN -> open(analysis.position(), head);
                });
    }

    private static Finding open(long position, long head) {
        long behind = Math.max(0, head - position);
        return new Finding(
                "analysts' copy",
                Finding.State.OK,
                "position %,d, %,d behind".formatted(position, behind),
                Map.of("position", position, "behind", behind));
    }
}
