package dev.kehu.cli;

import dev.kehu.cli.Invocation.PrivacyErrand;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The words behind {@code privacy} that are about more than one person, and what they ask for. */
final class PrivacyWords {
    /** They take the words behind them, and go to the errand of their name. */
    static final Set<String> ERRANDS =
            Set.of("retention", "requests", "approve", "decline", "withdraw");

    private PrivacyWords() {}

    static Invocation invocation(Words words, Options options, boolean json) {
        List<String> operands = words.operands();
        if (Stream.of("--basis", "--only", "--category").anyMatch(words::has)) {
            throw words.wrong("Only an erasure takes --basis, --only and --category.");
        }
        return operands.getFirst().equals("retention")
                ? new PrivacyErrand(options, "retention", retention(words), json)
                : new PrivacyErrand(options, "erasure-requests", request(words), json);
    }

    /** The word, whom it is about, and why, or which request is approved. */
    private static List<String> request(Words words) {
        List<String> operands = words.operands();
        String word = operands.getFirst();
        if (operands.size() != (word.equals("requests") ? 1 : 2)) {
            throw words.wrong("'requests' takes nothing, the others whom they are about.");
        }
        boolean reason = words.has("--reason");
        if (word.equals("decline") != reason && !(word.equals("withdraw") && reason)) {
            throw words.wrong("'decline' takes --reason, 'withdraw' may, nothing else does.");
        }
        return List.of(
                word, operands.getLast(), words.given("--reason").orElseGet(() -> position(words)));
    }

    private static String position(Words words) {
        String position = words.given("--position").orElse("");
        if (!position.matches("\\d{0,18}")) {
            throw words.wrong("--position is the number 'requests' shows.");
        }
        return position;
    }

    private static List<String> retention(Words words) {
        List<String> args = new ArrayList<>(words.operands());
        args.removeFirst();
        String word = args.isEmpty() ? "show" : args.removeFirst();
        boolean set = word.equals("set");
        if (!Set.of("show", "set", "preview", "run").contains(word)) {
            throw words.wrong("Say 'set', 'preview' or 'run', or nothing to see how it stands.");
        }
        if (set != words.has("--reason") || set && args.isEmpty()) {
            throw words.wrong(
                    "'set' takes PURPOSE=MONTHS and --reason; nothing else takes a reason.");
        }
        for (String pair : args) {
            if (!pair.matches("[a-z-]+=[1-9]\\d{0,3}") || Set.of("show", "run").contains(word)) {
                throw words.wrong("'%s' is no PURPOSE=MONTHS here.".formatted(pair));
            }
        }
        args.add(0, word);
        args.add(1, words.given("--reason").orElse(""));
        return List.copyOf(args);
    }
}
