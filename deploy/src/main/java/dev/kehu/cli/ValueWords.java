package dev.kehu.cli;

import dev.kehu.cli.Invocation.ValueAhp;
import dev.kehu.cli.Invocation.ValueFit;

import java.util.List;
import java.util.Set;

/** The words behind {@code value}. */
final class ValueWords {
    static final Set<String> OPTIONS = Set.of("--ri", "--input", "--end", "--json");

    private static final Set<String> TABLES =
            Set.of("saaty1980", "saaty2005", "alonso2006", "donegan1991");

    private ValueWords() {}

    static Invocation invocation(Words words, Options options, boolean json) {
        List<String> operands = words.operands();
        return switch (operands.isEmpty() ? "" : operands.getFirst()) {
            case "ahp" -> ahp(words, operands);
            case "fit" -> fit(words, operands, options, json);
            default -> throw words.wrong("Say what about value: ahp or fit.");
        };
    }

    private static Invocation ahp(Words words, List<String> operands) {
        refuse(words, Set.of("--input", "--end"));
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
        refuse(words, Set.of("--ri"));
        if (operands.size() > 1)
            throw words.wrong("'%s' is one word too many.".formatted(operands.get(1)));
        return new ValueFit(
                options, words.given("--input").map(words::file), words.day("--end"), json);
    }

    private static void refuse(Words words, Set<String> others) {
        words.oneOf(others)
                .ifPresent(
                        option -> {
                            throw words.wrong("There is no option '%s' here.".formatted(option));
                        });
    }
}
