package dev.kehu.customer.view.customer360;

import dev.kehu.customer.view.customer360.Customer360.Worth;
import dev.kehu.platform.fold.Sums;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One line of the list of customers, texts readable.
 *
 * @param survivor the customer this one was merged into
 * @param words what a search looks at: lower case, without accents
 */
record Row(
        String id,
        @Nullable String code,
        @Nullable String name,
        @Nullable String type,
        String status,
        @Nullable String survivor,
        List<String> contacts,
        long interactions,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        @Nullable Worth worth,
        String words) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    static Row of(Customer360 view, UnaryOperator<@Nullable String> texts) {
        FileCard file = view.file();
        String code = file == null ? null : texts.apply(file.code());
        String name = file == null ? null : texts.apply(file.name());
        List<String> contacts =
                view.contacts().values().stream()
                        .filter(ContactPoint::living)
                        .map(point -> texts.apply(point.value()))
                        .filter(Objects::nonNull)
                        .toList();
        return new Row(
                view.id(),
                code,
                name,
                file == null ? null : texts.apply(file.type()),
                view.status(),
                view.survivor(),
                contacts,
                view.activity().count(),
                view.activity().firstAt(),
                view.activity().lastAt(),
                view.worth(),
                words(code, name, contacts));
    }

    /** Without anything personal. */
    Row silent() {
        return new Row(
                id,
                null,
                null,
                null,
                status,
                survivor,
                List.of(),
                interactions,
                firstAt,
                lastAt,
                worth,
                "");
    }

    /** One row for two customers that were merged. */
    Row combine(Row absorbed) {
        List<String> all = new ArrayList<>(contacts);
        all.addAll(absorbed.contacts);
        boolean named = status.equals("anonymous") && absorbed.registered();
        return new Row(
                id,
                named ? absorbed.code : code,
                named ? absorbed.name : name,
                named ? absorbed.type : type,
                named ? "active" : status,
                survivor,
                List.copyOf(all),
                interactions + absorbed.interactions,
                Sums.earliest(firstAt, absorbed.firstAt),
                Sums.latest(lastAt, absorbed.lastAt),
                worth == null ? absorbed.worth : worth,
                words + "\n" + absorbed.words);
    }

    private boolean registered() {
        return code != null || name != null;
    }

    boolean has(List<String> searched) {
        return searched.stream().allMatch(words::contains);
    }

    /** The words of a search, made comparable like the row's own. */
    static List<String> searched(String text) {
        String plain = plain(text).strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split("\\s+"));
    }

    private static String words(
            @Nullable String code, @Nullable String name, List<String> contacts) {
        StringBuilder all = new StringBuilder();
        if (code != null) all.append(code).append('\n');
        if (name != null) all.append(name).append('\n');
        contacts.forEach(contact -> all.append(contact).append('\n'));
        return plain(all.toString());
    }

    private static String plain(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
