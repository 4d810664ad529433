package dev.kehu.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The words of a command line, sorted into options with their values and plain ones. */
final class Words {
    private static final Set<String> WITH_VALUE =
            Set.of(
                    "--data",
                    "--port",
                    "--today",
                    "--keys",
                    "--erased",
                    "--format",
                    "--ri",
                    "--input",
                    "--end",
                    "--from",
                    "--to",
                    "--segment",
                    "--reason",
                    "--basis",
                    "--category",
                    "--position",
                    "--bundle",
                    "--checkpoint",
                    "--key");

    private final String command;
    private final Map<String, String> options = new HashMap<>();
    private final List<String> plain = new ArrayList<>();

    private Words(String command) {
        this.command = command;
    }

    /** The command: the first word that is neither an option nor an option's value. */
    static Optional<String> firstPlain(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (WITH_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-")) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    static Words read(List<String> args, String command, Set<String> known, Set<String> own) {
        var words = new Words(command);
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (!word.startsWith("-")) {
                words.plain.add(word);
                continue;
            }
            String name = name(word);
            if (!known.contains(name) && !own.contains(name)) {
                throw words.wrong("There is no option '" + name + "' here.");
            }
            boolean valueFollows = WITH_VALUE.contains(name) && !word.contains("=");
            if (valueFollows && i + 1 == args.size()) {
                throw words.wrong("The option " + name + " needs a value.");
            }
            words.put(name, valueFollows ? args.get(++i) : behindEquals(word));
        }
        return words;
    }

    private static String name(String word) {
        if (word.equals("-h")) {
            return "--help";
        }
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    private static String behindEquals(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? "" : word.substring(equals);
    }

    private void put(String name, String value) {
        String bare = value.startsWith("=") ? value.substring(1) : value;
        if (!WITH_VALUE.contains(name) && value.startsWith("=")) {
            throw wrong("The option " + name + " takes no value.");
        }
        if (options.put(name, bare) != null) {
            throw wrong("The option " + name + " is given twice.");
        }
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The one of these options that is given; two of them contradict each other. */
    Optional<String> oneOf(Set<String> choice) {
        List<String> given = choice.stream().filter(options::containsKey).sorted().toList();
        if (given.size() > 1) {
            throw wrong("Choose one of " + String.join(" and ", given) + ".");
        }
        return given.stream().findFirst();
    }

    Optional<String> operand() {
        if (plain.size() > 2) {
            throw wrong("'" + plain.get(2) + "' is one word too many.");
        }
        return plain.size() < 2 ? Optional.empty() : Optional.of(plain.get(1));
    }

    /** The words behind the command. */
    List<String> operands() {
        return plain.subList(Math.min(1, plain.size()), plain.size());
    }

    Optional<String> given(String option) {
        return Optional.ofNullable(options.get(option));
    }

    Path file(String text) {
        return path(text, "the file").toAbsolutePath().normalize();
    }

    /** What to ask; empty with {@code --parquet}, where nothing may be asked. */
    Optional<String> question() {
        Optional<String> question = operand();
        if (question.isPresent() == has("--parquet")) {
            throw wrong("Ask one question in quotes, or give --parquet.");
        }
        return question;
    }

    /** The form of an answer; with {@code --json} it is JSON. */
    String form(boolean json) {
        String form = options.getOrDefault("--format", json ? "json" : "table");
        if (!Set.of("table", "csv", "json").contains(form) || json && !form.equals("json")) {
            throw wrong("'" + form + "' is no form here; it is table, csv or json.");
        }
        return form;
    }

    Path directory() {
        return place("directory");
    }

    Path file() {
        return place("file");
    }

    private Path place(String kind) {
        String text = operand().orElseThrow(() -> wrong("Name a " + kind + "."));
        Path place = path(text, "the " + kind);
        if (place.toAbsolutePath().normalize().getFileName() == null) {
            throw wrong("'" + text + "' cannot be used as a " + kind + ".");
        }
        return place.toAbsolutePath().normalize();
    }

    Optional<Path> keys() {
        return path("--keys");
    }

    /** The path given with an option. */
    Optional<Path> path(String option) {
        return value(option).map(text -> path(text, option).toAbsolutePath().normalize());
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    Optional<Path> erased() {
        return path("--erased");
    }

    /** Without {@code --keys}: the directory's name with {@code -keys}. */
    Path keysBesideDirectory() {
        Path directory = directory();
        return keys().orElseGet(() -> directory.resolveSibling(directory.getFileName() + "-keys"));
    }

    /** What may be asked about a person. */
    Invocation privacy(Options given, boolean json) {
        if (has("--position") && !(plain.size() > 1 && plain.get(1).equals("approve"))) {
            throw wrong("Only 'approve' takes --position.");
        }
        if (plain.size() > 1 && PrivacyWords.ERRANDS.contains(plain.get(1))) {
            return PrivacyWords.invocation(this, given, json);
        }
        if (plain.size() == 2 && plain.get(1).equals("rotate-keys")) {
            return new Invocation.Privacy(
                    given,
                    "rotate-keys",
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    json);
        }
        if (plain.size() != 3 || !Set.of("erase", "sweep", "export").contains(plain.get(1))) {
            throw wrong("Say 'erase', 'sweep' or 'export' and whom, or 'rotate-keys'.");
        }
        boolean erase = plain.get(1).equals("erase");
        Optional<String> reason = Optional.ofNullable(options.get("--reason"));
        Optional<String> basis = Optional.ofNullable(options.get("--basis"));
        Optional<String> category = Optional.ofNullable(options.get("--category"));
        boolean both = reason.isPresent() && basis.isPresent();
        if (erase && !both) {
            throw wrong("An erasure needs --reason and --basis.");
        }
        boolean more = Stream.of(reason, basis, category).anyMatch(Optional::isPresent);
        if (!erase && (more || has("--only"))) {
            throw wrong("Only an erasure takes more than whom it is about.");
        }
        return new Invocation.Privacy(
                given, plain.get(1), plain.get(2), reason, basis, category, has("--only"), json);
    }

    Options noOperand(Options given) {
        if (plain.size() > 1) {
            throw wrong("'" + plain.get(1) + "' is one word too many.");
        }
        return given;
    }

    Options options() {
        return new Options(data(), port(), today());
    }

    private Path data() {
        return path(options.getOrDefault("--data", "data"), "--data");
    }

    private Path path(String text, String what) {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException invalid) {
            // said below
        }
        throw wrong("'" + text + "' is no path for " + what + ".");
    }

    private OptionalInt port() {
        String text = options.get("--port");
        if (text == null) {
            return OptionalInt.empty();
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw wrong(
                    "'" + text + "' is no port; it is a number from 0 (any free one) to 65535.");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private Optional<LocalDate> today() {
        return day("--today");
    }

    Optional<LocalDate> day(String option) {
        String text = options.get(option);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException invalid) {
            throw wrong("'" + text + "' is no day; write it as 1998-06-30.");
        }
    }

    WrongUse wrong(String sentence) {
        return new WrongUse(sentence, command);
    }
}
