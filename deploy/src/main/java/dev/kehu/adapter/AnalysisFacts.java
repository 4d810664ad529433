package dev.kehu.adapter;

import dev.kehu.control.Finding;
import dev.kehu.control.HealthFacts;
import dev.kehu.kernel.History;
import dev.kehu.platform.analysis.Analysis;
import dev.kehu.platform.analysis.PostgresTables;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the analysts' copy can be used; a look does not open it. */
@Component
final class AnalysisFacts implements HealthFacts {
    private final Analysis analysis;
    private final History history;
    private final ObjectProvider<PostgresTables> tables;

    AnalysisFacts(Analysis analysis, History history, ObjectProvider<PostgresTables> tables) {
        this.analysis = analysis;
        this.history = history;
        this.tables = tables;
    }

    @Override
    public List<Finding> findings() {
        long head = history.head();
        List<Finding> findings = new ArrayList<>();
        findings.add(copy(head));
        tables.ifAvailable(there -> findings.add(inPostgres(there, head)));
        return findings;
    }

    private Finding copy(long head) {
        String name = "analysts' copy";
        return switch (analysis.state()) {
            case CLOSED -> Finding.ok(name, "not opened yet");
            case FAILED ->
                    Finding.warning(
                            name,
                            "cannot be opened or written, the log says why; nothing else waits"
                                    + " for it");
            case OPEN -> reached(name, analysis.position(), head);
        };
    }

    private static Finding inPostgres(PostgresTables tables, long head) {
        String name = "analysts' tables in PostgreSQL";
        String failure = tables.failure();
        if (!failure.isEmpty())
            return Finding.warning(
                    name, "cannot be written (%s); nothing else waits for them".formatted(failure));
        return tables.isLate()
                ? Finding.warning(
                        name,
                        "not written for more than ten intervals: another session may be writing"
                                + " them, or all rows are on their way")
                : reached(name, tables.position(), head);
    }

    private static Finding reached(String name, long position, long head) {
        long behind = Math.max(0, head - position);
        return new Finding(
                name,
                Finding.State.OK,
                "position %,d, %,d behind".formatted(position, behind),
                Map.of("position", position, "behind", behind));
    }
}
