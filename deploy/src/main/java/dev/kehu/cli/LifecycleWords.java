package dev.kehu.cli;

import dev.kehu.cli.Invocation.Lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words behind {@code lifecycle}, and what they ask for. */
final class LifecycleWords {
    private static final Set<String> READING = Set.of("show", "evaluate");
    private static final Set<String> OF_NO_PROJECT = Set.of("list", "measures", "start");
    private static final Map<String, String> WISHES =
            Map.ofEntries(
                    Map.entry("goal", "goals"),
                    Map.entry("split", "splits"),
                    Map.entry("report", "figures"),
                    Map.entry("step", "steps"),
                    Map.entry("done", "completions"),
                    Map.entry("gate", "gates"),
                    Map.entry("back", "returns"),
                    Map.entry("authorise", "authorities"),
                    Map.entry("pause", "pauses"),
                    Map.entry("resume", "resumptions"),
                    Map.entry("stop", "stops"),
                    Map.entry("judge", "evaluations"),
                    Map.entry("lesson", "lessons"),
                    Map.entry("standard", "standards"),
                    Map.entry("training", "trainings"),
                    Map.entry("acceptance", "acceptances"),
                    Map.entry("retry", "retries"));

    private LifecycleWords() {}

    static Invocation invocation(Words words, Options options, boolean json) {
        List<String> operands = words.operands();
        String word = operands.isEmpty() ? "" : operands.getFirst();
        String wish = READING.contains(word) || OF_NO_PROJECT.contains(word) ? word : wish(word);
        if (wish.isEmpty()) throw words.wrong("Say what about implementations; see --help.");
        boolean named = !OF_NO_PROJECT.contains(word);
        if (named && (operands.size() < 2 || operands.get(1).contains("=")))
            throw words.wrong("Name the implementation; ./kehu lifecycle list shows which.");
        List<String> args = new ArrayList<>(operands);
        args.set(0, wish);
        for (String pair : args.subList(named ? 2 : 1, args.size()))
            if (pair.indexOf('=') < 1) throw words.wrong("'%s' is no name=value.".formatted(pair));
        return new Lifecycle(options, List.copyOf(args), json);
    }

    private static String wish(String word) {
        return WISHES.getOrDefault(word, "");
    }
}
