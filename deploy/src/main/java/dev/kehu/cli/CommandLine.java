package dev.kehu.cli;

import dev.kehu.cli.Invocation.Backup;
import dev.kehu.cli.Invocation.Bench;
import dev.kehu.cli.Invocation.Demo;
import dev.kehu.cli.Invocation.Doctor;
import dev.kehu.cli.Invocation.Export;
import dev.kehu.cli.Invocation.Help;
import dev.kehu.cli.Invocation.Import;
import dev.kehu.cli.Invocation.Query;
import dev.kehu.cli.Invocation.Rebuild;
import dev.kehu.cli.Invocation.Restore;
import dev.kehu.cli.Invocation.Serve;
import dev.kehu.cli.Invocation.Verify;
import dev.kehu.cli.Invocation.Version;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the command line. Options may stand before or behind the command, as {@code --a=b} too. */
public final class CommandLine {
    private static final Set<String> EVERYWHERE =
            Set.of("--data", "--port", "--today", "--help", "--version");

    private static final Set<String> OF_A_REBUILD =
            Set.of("--status", "--pause", "--continue", "--cancel", "--back", "--drop-old");

    private static final Map<String, Set<String>> OWN =
            Map.ofEntries(
                    Map.entry("demo", Set.of("--full", "--once", "--json")),
                    Map.entry("serve", Set.of()),
                    Map.entry("rebuild", rebuild()),
                    Map.entry("query", Set.of("--format", "--parquet", "--json")),
                    Map.entry("value", ValueWords.OPTIONS),
                    Map.entry("lifecycle", Set.of("--json")),
                    Map.entry("doctor", Set.of("--views", "--json")),
                    Map.entry("backup", Set.of("--keys", "--json")),
                    Map.entry(
                            "restore", Set.of("--keys", "--erased", "--without-proofs", "--json")),
                    Map.entry("export", Set.of("--keys", "--json")),
                    Map.entry(
                            "privacy",
                            Set.of(
                                    "--reason",
                                    "--basis",
                                    "--category",
                                    "--only",
                                    "--position",
                                    "--json")),
                    Map.entry("import", Set.of("--keys", "--json")),
                    Map.entry("verify", Set.of("--bundle", "--checkpoint", "--key", "--json")));

    private CommandLine() {}

    private static Set<String> rebuild() {
        Set<String> all = new HashSet<>(OF_A_REBUILD);
        all.add("--json");
        return all;
    }

    /**
     * @throws WrongUse when anything in it is unknown, missing or too much
     */
    public static Invocation parse(List<String> args) {
        String command = Words.firstPlain(args).orElse("");
        if (command.equals("bench")) {
            return args.contains("--help") ? new Help(Optional.of(command)) : new Bench();
        }
        if (!command.isEmpty() && !OWN.containsKey(command)) {
            throw new WrongUse("There is no command '" + command + "'.", "");
        }
        Words words = Words.read(args, command, EVERYWHERE, OWN.getOrDefault(command, Set.of()));
        if (words.has("--help")) {
            return new Help(Optional.of(command).filter(Usage::knows));
        }
        if (words.has("--version")) {
            return new Version();
        }
        return invocation(command, words);
    }

    private static Invocation invocation(String command, Words words) {
        boolean json = words.has("--json");
        Options options = words.options();
        return switch (command) {
            case "demo" ->
                    new Demo(
                            words.noOperand(options),
                            words.has("--full"),
                            words.has("--once"),
                            json);
            case "serve" -> new Serve(words.noOperand(options));
            case "rebuild" ->
                    new Rebuild(options, words.oneOf(OF_A_REBUILD), words.operand(), json);
            case "query" -> new Query(options, words.question(), words.form(json), json);
            case "value" -> ValueWords.invocation(words, options, json);
            case "lifecycle" -> LifecycleWords.invocation(words, options, json);
            case "doctor" -> new Doctor(words.noOperand(options), words.has("--views"), json);
            case "backup" ->
                    new Backup(options, words.directory(), words.keysBesideDirectory(), json);
            case "restore" ->
                    new Restore(
                            options,
                            words.directory(),
                            words.keysBesideDirectory(),
                            words.erased(),
                            words.has("--without-proofs"),
                            json);
            case "export" -> new Export(options, words.file(), words.keys(), json);
            case "privacy" -> words.privacy(options, json);
            case "import" -> new Import(options, words.file(), words.keys(), json);
            case "verify" ->
                    new Verify(
                            words.noOperand(options),
                            words.path("--bundle"),
                            words.path("--checkpoint"),
                            words.value("--key"),
                            json);
            default -> throw new WrongUse("No command given.", "");
        };
    }

    /** The text for {@code --help}. */
    public static String help(Help help) {
        return Usage.of(help.command());
    }
}
