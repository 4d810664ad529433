package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who was erased, apart from every backup: one line of JSON for each erasure, ids only, in each of
 * these files. A backup from before an erasure knows nothing of it; these lines do, and are gone by
 * at every start. Lines are only added.
 */
public final class Tombstones {
    public static final String FILE = "erased.jsonl";
    private final List<ErasureList> lists;

    public Tombstones(Collection<Path> files) {
        lists = files.stream().map(ErasureList::new).toList();
    }

    /**
     * One erasure.
     *
     * @param store id of the store it was decided in
     * @param only whether others of a merge were left whole
     * @param customers who was erased
     * @param subjects all whose keys are destroyed: the customers, their contact persons, and what
     *     was kept about them
     * @param category where people stay and this of them goes alone; then nobody is named, but the
     *     keys are
     * @param keys ids of those that are divided; null without a category
     */
    public record Stone(
            String store,
            String erasure,
            Instant at,
            boolean only,
            List<String> customers,
            List<String> subjects,
            @Nullable Category category,
            @Nullable List<String> keys) {
        /** Of people who go. */
        public Stone(
                String store,
                String erasure,
                Instant at,
                boolean only,
                List<String> customers,
                List<String> subjects) {
            this(store, erasure, at, only, customers, subjects, null, null);
        }

        /** Of people who stay. */
        public static Stone of(
                String store,
                String erasure,
                Instant at,
                boolean only,
                Category category,
                List<String> keys) {
            return new Stone(store, erasure, at, only, List.of(), List.of(), category, keys);
        }

        /** The keys that are divided, none where people go. */
        public Set<UUID> divided() {
            return keys == null
                    ? Set.of()
                    : keys.stream().map(UUID::fromString).collect(Collectors.toSet());
        }

        boolean whole() {
            return store != null
                    && erasure != null
                    && at != null
                    && customers != null
                    && subjects != null
                    && (category == null) == (keys == null);
        }
    }

    /** All erasures any of the files knows, in the order they are found. */
    public List<Stone> all() {
        Map<String, Stone> all = new LinkedHashMap<>();
        for (ErasureList list : lists) {
            list.all().forEach(stone -> all.putIfAbsent(stone.erasure(), stone));
        }
        return List.copyOf(all.values());
    }

    /** Adds an erasure to each file that lacks it; returns when it is on disk. */
    public void add(Stone stone) {
        lists.forEach(list -> list.add(stone));
    }

    /** Destroys what is named and is still there: the keys may be of an old backup. */
    public void destroyIn(SubjectKeys keys) {
        for (Stone stone : all()) {
            divideIn(keys, stone);
            List<String> left =
                    stone.subjects().stream().filter(each -> !keys.knowsErased(each)).toList();
            if (!left.isEmpty()) {
                keys.erase(left, stone.at().toEpochMilli());
            }
        }
    }

    private static void divideIn(SubjectKeys keys, Stone stone) {
        Category category = stone.category();
        if (category != null && keys.open(stone.divided(), category)) {
            keys.erase(stone.divided(), category, stone.at().toEpochMilli());
        }
    }

    /** Those of one file. */
    public static List<Stone> in(Path file) {
        return new ErasureList(file).all();
    }
}
