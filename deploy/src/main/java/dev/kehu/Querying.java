package dev.kehu;

import dev.kehu.cli.Invocation.Query;
import dev.kehu.cli.Terminal;
import dev.kehu.cli.TextTable;
import dev.kehu.control.Finding;
import dev.kehu.control.Replies;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the analysts' copy, and prints what it answers. */
final class Querying {
    private static final JsonMapper EXACT =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private Querying() {}

    static int run(Query query) {
        if (!Files.isDirectory(query.options().data())) {
            throw new CannotStart(
                    "There is no data directory " + query.options().data() + ".",
                    Program.WRONG_USE);
        }
        // Only the answer goes to stdout, whatever its form.
        Terminal terminal = Terminal.of(true);
        String form = query.sql().isPresent() ? query.format() : "parquet";
        Heard heard = new Heard(terminal);
        int exit =
                new Offline(query.options(), terminal)
                        .run("query", List.of(form, query.sql().orElse("")), heard);
        JsonNode answer = heard.answer.map(new JsonMapper()::readTree).orElse(null);
        if (answer != null) {
            show(answer, query, terminal);
        }
        return exit;
    }

    private static void show(JsonNode answer, Query query, Terminal terminal) {
        if (!answer.has("file")) {
            if (query.json()) {
                terminal.answer(answer.toString());
            } else if (answer.has("folder")) {
                terminal.answer(answer.path("folder").asString());
            }
            return;
        }
        Path file = Path.of(answer.path("file").asString());
        try {
            if (query.format().equals("table")) {
                terminal.out().print(TextTable.of(EXACT.readTree(file)));
            } else {
                Files.copy(file, terminal.out());
                terminal.out().flush();
            }
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw CannotStart.failed("query", new UncheckedIOException(failure));
        }
    }

    /** Keeps the answer, and says the rest to people. */
    private static final class Heard implements Replies {
        private final Terminal terminal;
        private Optional<String> answer = Optional.empty();

        Heard(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void progress(String line) {
            terminal.say(line);
        }

        @Override
        public void finding(Finding finding) {
            terminal.say(finding.detail());
        }

        @Override
        public void answer(String json) {
            answer = Optional.of(json);
        }

        @Override
        public void complain(String sentence) {
            terminal.complain(sentence);
        }
    }
}
