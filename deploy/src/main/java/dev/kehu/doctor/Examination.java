package dev.kehu.doctor;

import dev.kehu.cli.Terminal;
import dev.kehu.control.Finding;
import dev.kehu.control.Finding.State;
import dev.kehu.control.Replies;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Collects findings and shows them, as a table or as one JSON object. */
public final class Examination implements Replies {
    private final List<Finding> found = new ArrayList<>();
    private final Terminal terminal;

    public Examination(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Everything around the stores. */
    public void look(Path data, OptionalInt port) {
        found.addAll(Surroundings.look(data, port));
    }

    public boolean failed() {
        return found.stream().anyMatch(finding -> finding.state() == State.FAILED);
    }

    @Override
    public void progress(String line) {
        terminal.say(line);
    }

    @Override
    public void finding(Finding finding) {
        found.add(finding);
    }

    @Override
    public void complain(String sentence) {
        found.add(Finding.failed("kehu", sentence));
    }

    /** To be called once, at the end. */
    public void show() {
        if (terminal.json()) {
            terminal.answer(new JsonMapper().writeValueAsString(json()));
            return;
        }
        for (Finding finding : found) {
            terminal.answer(
                    "%-8s %-20s %s".formatted(word(finding), finding.check(), finding.detail()));
        }
    }

    private Report json() {
        List<Line> checks =
                found.stream()
                        .map(
                                f ->
                                        new Line(
                                                f.check(),
                                                word(f),
                                                f.detail(),
                                                new TreeMap<>(f.figures())))
                        .toList();
        return new Report(!failed(), checks);
    }

    private record Report(boolean ok, List<Line> checks) {}

    private record Line(String check, String state, String detail, Map<String, Long> figures) {}

    private static String word(Finding finding) {
        return finding.state().name().toLowerCase(Locale.ROOT);
    }
}
