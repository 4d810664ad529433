package dev.kehu.cli;

import dev.kehu.cli.Invocation.ValueAhp;
import dev.kehu.cli.Invocation.ValueErrand;
import dev.kehu.cli.Invocation.ValueFit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The words behind {@code value}. */
final class ValueWords {
    static final Set<String> OPTIONS =
            Set.of(
                    "--ri",
                    "--input",
                    "--end",
                    "--from",
                    "--to",
                    "--segment",
                    "--activate",
                    "--json");

    private static final Set<String> TABLES =
            Set.of("saaty1980", "saaty2005", "alonso2006", "donegan1991");

    private ValueWords() {}

    static Invocation invocation(Words words, Options options, boolean json) {
        List<String> operands = words.operands();
        return switch (operands.isEmpty() ? "" : operands.getFirst()) {
            case "ahp" -> ahp(words, operands);
            case "fit" -> fit(words, operands, options, json);
            case "assess" -> assess(words, operands, options, json);
            case "explain" -> explain(words, operands, options, json);
            case "migration" -> migration(words, operands, options, json);
            case "what-if" -> suppose(words, operands, options, json);
            case "discard" -> discard(words, operands, options, json);
            case "treatments" -> treatments(words, operands, options, json);
            default ->
                    throw words.wrong(
                            "Say what about value: ahp, fit, assess, explain, migration, what-if,"
                                    + " discard or treatments.");
        };
    }

    private static Invocation ahp(Words words, List<String> operands) {
        refuse(words, "--ri", "--json");
        if (operands.size() != 2) throw words.wrong("Name one file of judgements.");
        String table = words.given("--ri").orElse("saaty1980");
        if (!TABLES.contains(table))
            throw words.wrong(
                    "'%s' is no table; it is saaty1980, saaty2005, alonso2006 or donegan1991."
                            .formatted(table));
        return new ValueAhp(words.file(operands.get(1)), table);
    }

    private static Invocation fit(
            Words words, List<String> operands, Options options, boolean json) {
        refuse(words, "--input", "--end", "--json");
        if (operands.size() > 1)
            throw words.wrong("'%s' is one word too many.".formatted(operands.get(1)));
        return new ValueFit(
                options, words.given("--input").map(words::file), words.day("--end"), json);
    }

    private static Invocation assess(
            Words words, List<String> operands, Options options, boolean json) {
        refuse(words, "--end", "--json");
        if (operands.size() > 1)
            throw words.wrong("'%s' is one word too many.".formatted(operands.get(1)));
        List<String> day = words.day("--end").map(LocalDate::toString).stream().toList();
        return new ValueErrand(options, "value-assess", day, json);
    }

    private static Invocation explain(
            Words words, List<String> operands, Options options, boolean json) {
        refuse(words, "--from", "--to", "--json");
        if (operands.size() != 2) throw words.wrong("Name one customer by id, code or contact.");
        return new ValueErrand(
                options,
                "value-explain",
                List.of(operands.get(1), must(words, "--from"), must(words, "--to")),
                json);
    }

    private static Invocation migration(
            Words words, List<String> operands, Options options, boolean json) {
        refuse(words, "--from", "--to", "--json");
        if (operands.size() > 1)
            throw words.wrong("'%s' is one word too many.".formatted(operands.get(1)));
        return new ValueErrand(
                options,
                "value-migration",
                List.of(must(words, "--from"), must(words, "--to")),
                json);
    }

    private static Invocation suppose(
            Words words, List<String> operands, Options options, boolean json) {
        refuse(words, "--activate", "--segment", "--json");
        if (operands.size() != 2) throw words.wrong("Name one file with a draft.");
        List<String> args =
                new ArrayList<>(List.of(words.file(operands.get(1)).toString(), segment(words)));
        if (words.has("--activate")) args.add("activate");
        return new ValueErrand(options, "value-what-if", List.copyOf(args), json);
    }

    private static Invocation discard(
            Words words, List<String> operands, Options options, boolean json) {
        refuse(words, "--segment", "--json");
        if (operands.size() != 2 || !operands.get(1).matches("[1-9][0-9]{0,8}"))
            throw words.wrong("Name one version by its number.");
        return new ValueErrand(
                options, "value-discard", List.of(operands.get(1), segment(words)), json);
    }

    private static Invocation treatments(
            Words words, List<String> operands, Options options, boolean json) {
        refuse(words, "--json");
        if (operands.size() != 2) throw words.wrong("Name one customer by id, code or contact.");
        return new ValueErrand(options, "value-treatments", List.of(operands.get(1)), json);
    }

    private static String segment(Words words) {
        return words.given("--segment").orElse("all");
    }

    private static String must(Words words, String option) {
        return words.day(option)
                .map(LocalDate::toString)
                .orElseThrow(() -> words.wrong("Give " + option + " DATE."));
    }

    private static void refuse(Words words, String... known) {
        Set<String> others = new TreeSet<>(OPTIONS);
        others.removeAll(Set.of(known));
        words.oneOf(others)
                .ifPresent(
                        option -> {
                            throw words.wrong("There is no option '%s' here.".formatted(option));
                        });
    }
}
