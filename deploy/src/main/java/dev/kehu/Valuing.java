package dev.kehu;

import dev.kehu.appraisal.AhpFile;
import dev.kehu.appraisal.FitAnswer;
import dev.kehu.appraisal.FitErrand;
import dev.kehu.cli.Invocation.ValueAhp;
import dev.kehu.cli.Invocation.ValueErrand;
import dev.kehu.cli.Invocation.ValueFit;
import dev.kehu.cli.Terminal;
import dev.kehu.value.formula.ahp.RandomIndex;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What customers are worth, from the command line to an exit code. */
final class Valuing {
    private Valuing() {}

    static int ahp(ValueAhp asked) {
        Terminal terminal = Terminal.of(true);
        try {
            Optional<String> answers =
                    AhpFile.answers(asked.file(), RandomIndex.named(asked.randomIndex()));
            if (answers.isEmpty()) {
                terminal.complain(asked.file() + " holds no JSON array of judgements.");
                return Program.FOUND_SOMETHING_WRONG;
            }
            terminal.answer(answers.get());
            return Program.DONE;
        } catch (IOException unreadable) {
            throw cannotRead(asked.file());
        }
    }

    static int fit(ValueFit asked) {
        Terminal terminal = Terminal.of(asked.json());
        try {
            return asked.input().isPresent() ? ofFile(asked, terminal) : ofStore(asked, terminal);
        } catch (IOException failure) {
            throw CannotStart.failed("value fit", new UncheckedIOException(failure));
        }
    }

    static int errand(ValueErrand asked) {
        Terminal terminal = Terminal.of(asked.json());
        refuseMissing(asked.options().data());
        return new Offline(asked.options(), terminal)
                .run(asked.errand(), asked.args(), new Program.Spoken(terminal));
    }

    private static void refuseMissing(Path data) {
        if (!Files.isDirectory(data)) {
            throw new CannotStart("There is no data directory " + data + ".", Program.WRONG_USE);
        }
    }

    private static int ofFile(ValueFit asked, Terminal terminal) throws IOException {
        Path input = asked.input().orElseThrow();
        if (!Files.isReadable(input) || Files.isDirectory(input)) {
            throw cannotRead(input);
        }
        OutputStream out = asked.json() ? terminal.out() : OutputStream.nullOutputStream();
        return FitAnswer.ofFile(input, asked.end()).leave(out, new Program.Spoken(terminal));
    }

    private static int ofStore(ValueFit asked, Terminal terminal) throws IOException {
        Path data = asked.options().data();
        refuseMissing(data);
        String end = asked.end().map(LocalDate::toString).orElse("");
        Path answer = answerFile(data);
        try {
            int exit =
                    new Offline(asked.options(), terminal)
                            .run(
                                    FitErrand.NAME,
                                    List.of(answer.toString(), end),
                                    new Program.Spoken(terminal));
            if (asked.json()) {
                Files.copy(answer, terminal.out());
                terminal.out().flush();
            }
            return exit;
        } finally {
            Files.deleteIfExists(answer);
        }
    }

    /**
     * Only its owner can read it: it names customers, so it lies where a sweep looks, should it
     * ever be left. A directory without master keys has no customers, wherever keys are kept, and
     * has to stay empty until it is opened.
     */
    static Path answerFile(Path data) throws IOException {
        return Files.exists(data.resolve("master.keys"))
                ? Files.createTempFile(data.toAbsolutePath(), "value-", ".json")
                : Files.createTempFile("kehu-value-", ".json");
    }

    private static CannotStart cannotRead(Path file) {
        return new CannotStart("There is no file " + file + " to read.", Program.WRONG_USE);
    }
}
