package dev.kehu.lifecycle.formula;

import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/**
 * How customers were registered, as hashes: no name is kept. Two names are alike when their letters
 * and digits are, whatever their case, width and the signs between them.
 */
final class Faces {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final long UNTOLD = 0;

    private final Map<String, Face> faces = new HashMap<>();

    /** Hashes of name and type, {@link #UNTOLD} where there is none. */
    private record Face(long name, long type, long day) {
        boolean contradicts(Face other) {
            return name != other.name
                    || type != UNTOLD && other.type != UNTOLD && type != other.type;
        }

        Face with(Face other) {
            return type == UNTOLD ? other : this;
        }
    }

    void on(CustomerRegistered e, long day) {
        long name = hash(e.name());
        if (name != UNTOLD) faces.put(e.customerId().value(), new Face(name, hash(e.type()), day));
    }

    /** As if the name had never been read: history does not hold it any more. */
    void forget(String customer) {
        faces.remove(customer);
    }

    /** FNV-1a (Fowler, Noll and Vo) over code points, 64 bits. */
    private static long hash(@Nullable String text) {
        if (text == null) return UNTOLD;
        int[] signs =
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .codePoints()
                        .filter(Character::isLetterOrDigit)
                        .toArray();
        long hash = BASIS;
        for (int sign : signs) hash = (hash ^ sign) * PRIME;
        return signs.length == 0 ? UNTOLD : hash;
    }

    /** Customers of whom no two files say different names or types, and all with a name. */
    long[] agreeing(long day, UnaryOperator<String> survivor) {
        Map<String, Face> told = new HashMap<>();
        Set<String> contradicted = new HashSet<>();
        faces.forEach(
                (id, face) -> {
                    if (face.day() > day) return;
                    String customer = survivor.apply(id);
                    Face before = told.get(customer);
                    if (before != null && before.contradicts(face)) contradicted.add(customer);
                    told.put(customer, before == null ? face : before.with(face));
                });
        return new long[] {told.size() - contradicted.size(), told.size()};
    }

    /** Pairs of customers, merged ones counting as one, that share a name. */
    long pairs(long day, UnaryOperator<String> survivor) {
        Map<Long, TreeSet<String>> sharing = sharing(day, survivor);
        Map<String, Integer> names = new HashMap<>();
        sharing.values().forEach(all -> all.forEach(it -> names.merge(it, 1, Integer::sum)));
        long pairs = 0;
        Set<String> severally = new HashSet<>();
        for (TreeSet<String> customers : sharing.values()) {
            List<String> several = customers.stream().filter(it -> names.get(it) > 1).toList();
            pairs += pairs(customers.size()) - pairs(several.size());
            for (int i = 0; i < several.size(); i++)
                for (int j = 0; j < i; j++) severally.add(several.get(j) + ' ' + several.get(i));
        }
        return pairs + severally.size();
    }

    private static long pairs(long of) {
        return of * (of - 1) / 2;
    }

    /** Of names that several files have, who has them. */
    private Map<Long, TreeSet<String>> sharing(long day, UnaryOperator<String> survivor) {
        LongPredicate repeated = repeated(day);
        Map<Long, TreeSet<String>> sharing = new HashMap<>();
        faces.forEach(
                (id, face) -> {
                    if (face.day() <= day && repeated.test(face.name()))
                        sharing.computeIfAbsent(face.name(), name -> new TreeSet<>())
                                .add(survivor.apply(id));
                });
        return sharing;
    }

    private LongPredicate repeated(long day) {
        long[] names =
                faces.values().stream()
                        .filter(face -> face.day() <= day)
                        .mapToLong(Face::name)
                        .sorted()
                        .toArray();
        List<Long> found = new ArrayList<>();
        for (int i = 1; i < names.length; i++) if (names[i] == names[i - 1]) found.add(names[i]);
        long[] repeated = found.stream().mapToLong(Long::longValue).toArray();
        return name -> Arrays.binarySearch(repeated, name) >= 0;
    }
}
