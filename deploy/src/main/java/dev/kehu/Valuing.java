package dev.kehu;

import dev.kehu.appraisal.AhpFile;
import dev.kehu.appraisal.FitAnswer;
import dev.kehu.appraisal.FitErrand;
import dev.kehu.cli.Invocation.ValueAhp;
import dev.kehu.cli.Invocation.ValueFit;
import dev.kehu.cli.Terminal;
import dev.kehu.value.formula.ahp.RandomIndex;

import java.io.IOException;
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
        Path answer = answerFile();
        try {
            int exit =
                    asked.input().isPresent()
                            ? ofFile(asked, answer, terminal)
                            : ofStore(asked, answer, terminal);
            if (asked.json()) {
                Files.copy(answer, terminal.out());
                terminal.out().flush();
            }
            return exit;
        } catch (IOException failure) {
            throw CannotStart.failed("value fit", new UncheckedIOException(failure));
        } finally {
            forget(answer);
        }
    }

    private static int ofFile(ValueFit asked, Path answer, Terminal terminal) throws IOException {
        Path input = asked.input().orElseThrow();
        if (!Files.isReadable(input) || Files.isDirectory(input)) {
            throw cannotRead(input);
        }
        return FitAnswer.ofFile(input, asked.end()).leave(answer, new Program.Spoken(terminal));
    }

    private static int ofStore(ValueFit asked, Path answer, Terminal terminal) {
        Path data = asked.options().data();
        if (!Files.isDirectory(data)) {
            throw new CannotStart("There is no data directory " + data + ".", Program.WRONG_USE);
        }
        String end = asked.end().map(LocalDate::toString).orElse("");
        return new Offline(asked.options(), terminal)
                .run(FitErrand.NAME, List.of(answer.toString(), end), new Program.Spoken(terminal));
    }

    /** Only its owner can read it: it names customers. */
    private static Path answerFile() {
        try {
            return Files.createTempFile("kehu-value-", ".json");
        } catch (IOException failure) {
            throw CannotStart.failed("value fit", new UncheckedIOException(failure));
        }
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            throw CannotStart.failed("value fit", new UncheckedIOException(left));
        }
    }

    private static CannotStart cannotRead(Path file) {
        return new CannotStart("There is no file " + file + " to read.", Program.WRONG_USE);
    }
}
