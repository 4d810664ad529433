package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.state.StateDatabase;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import javax.crypto.SecretKey;

/**
 * The keys of data subjects ({@code keys.db}, or in PostgreSQL), each wrapped by the key-encryption
 * key. A new key is made in memory and becomes durable when the event writer calls {@link
 * #makeDurable} just before it commits the first event sealed with it: a commit for each subject
 * would cost three to five times as much. Who was erased never has a key again: what is sealed for
 * them still, has a tombstone from the first moment.
 */
public final class SubjectKeys implements AutoCloseable {
    private static final int CACHED = 200_000;
    private static final long AFTER_YOU = Duration.ofMillis(1).toNanos();

    private final KeyStore table;
    private final ReentrantLock database = new ReentrantLock();
    private final Set<String> erased = ConcurrentHashMap.newKeySet();

    /** Of the erased, those whose keys may still be in the store: it failed, or is at it. */
    private final Set<String> undone = ConcurrentHashMap.newKeySet();

    private final Map<String, SubjectKey> made = new ConcurrentHashMap<>();
    private final Map<String, SubjectKey> bySubject = lru();
    private final Map<UUID, SubjectKey> byId = lru();

    SubjectKeys(KeyStore table) {
        this.table = table;
        erased.addAll(table.erased());
        rewrap();
    }

    public static SubjectKeys open(Path file, MasterKeys masterKeys) {
        return open(file, masterKeys, true);
    }

    /**
     * Opens the file, or makes it when {@code mayCreate}.
     *
     * @throws DataDirectoryRefused when it is gone beside existing history, or these master keys do
     *     not open it
     */
    public static SubjectKeys open(Path file, MasterKeys masterKeys, boolean mayCreate) {
        if (!mayCreate && Files.notExists(file)) {
            throw new DataDirectoryRefused(
                    "data.keys-lost",
                    file.getFileName()
                            + " is gone, but there is history sealed with its keys; put it back"
                            + " from its backup.");
        }
        KeyTable table = KeyTable.open(file, masterKeys);
        if (!table.opens()) {
            table.close();
            throw new DataDirectoryRefused(
                    "data.keys-unfit",
                    "The master keys do not open all keys in "
                            + file.getFileName()
                            + "; put back the two that belong together.");
        }
        return new SubjectKeys(table);
    }

    /**
     * Those in the schema {@code kehu_keys} of a database, whose tables are there.
     *
     * @param mayBeEmpty whether there is no history yet that was sealed with any
     * @throws DataDirectoryRefused as {@link #open(Path, MasterKeys, boolean)}
     */
    public static SubjectKeys in(
            StateDatabase database, MasterKeys masterKeys, boolean mayBeEmpty) {
        KeysInDatabase table = new KeysInDatabase(database, masterKeys);
        try {
            if (!mayBeEmpty && table.isEmpty()) {
                throw new DataDirectoryRefused(
                        "data.keys-lost",
                        "There are no keys in PostgreSQL, but there is history sealed with some;"
                                + " put the schema kehu_keys back from its backup, or set kehu.keys"
                                + " to where they are.");
            }
            if (!table.opens()) {
                throw new DataDirectoryRefused(
                        "data.keys-unfit",
                        "The master keys do not open all keys in PostgreSQL; put back the"
                                + " master.keys that was used with them last.");
            }
            return new SubjectKeys(table);
        } catch (RuntimeException refused) {
            table.close();
            throw refused;
        }
    }

    /** Whether a database keeps keys, or what is left of them. */
    public static boolean areIn(StateDatabase database, MasterKeys masterKeys) {
        return !new KeysInDatabase(database, masterKeys).isEmpty();
    }

    /** The key to seal with: the subject's newest, or a new one that is not durable yet. */
    SubjectKey sealing(String subject) {
        if (erased.contains(subject)) {
            return made.computeIfAbsent(subject, SubjectKey::fresh);
        }
        SubjectKey key = cached(bySubject, subject);
        if (key == null) {
            key = made.get(subject);
        }
        if (key == null) {
            key = newest(subject).orElseGet(() -> made.computeIfAbsent(subject, SubjectKey::fresh));
        }
        return key;
    }

    /**
     * Whether the subject never has a key again, from the moment its erasure begins; reads nothing.
     */
    public boolean isForbidden(String subject) {
        return erased.contains(subject);
    }

    /** Whether the subject's keys are known to be in no store any more; reads nothing. */
    public boolean knowsErased(String subject) {
        return erased.contains(subject) && !undone.contains(subject);
    }

    /** Whether the subject's keys were erased. */
    boolean isErased(String subject) {
        return erased.contains(subject)
                || cached(bySubject, subject) == null
                        && newest(subject).isEmpty()
                        && locked(() -> table.hasTombstoneOf(subject));
    }

    private Optional<SubjectKey> newest(String subject) {
        return locked(() -> remembered(table.newest(subject)));
    }

    /**
     * The key with this id; null when it was erased, and from the moment it is to be.
     *
     * @throws IllegalStateException when there is neither a key nor a tombstone: the key file does
     *     not fit the history
     */
    SubjectKey.@Nullable Sealing opening(UUID id, int categories) {
        SubjectKey whole = whole(id);
        if (whole != null) {
            return erased.contains(whole.subject()) ? null : whole.sealing(categories);
        }
        SubjectKey.Sealing parts = divided(id, categories);
        if (parts == null) {
            requireTombstone(id);
        }
        return parts;
    }

    /** As {@link #opening}, for what was sealed before categories had keys of their own. */
    SubjectKey.@Nullable Sealing openingUndivided(UUID id) {
        SubjectKey whole = whole(id);
        if (whole == null) {
            requireTombstone(id);
            return null;
        }
        return erased.contains(whole.subject()) ? null : whole.undivided();
    }

    private @Nullable SubjectKey whole(UUID id) {
        SubjectKey key = held(id);
        return key != null
                ? key
                : made.values().stream().filter(k -> k.id().equals(id)).findFirst().orElse(null);
    }

    private @Nullable SubjectKey held(UUID id) {
        SubjectKey key = cached(byId, id);
        return key != null ? key : locked(() -> remembered(table.byId(id))).orElse(null);
    }

    /** Of what is left of a key that was divided; null when any of these categories was erased. */
    private SubjectKey.@Nullable Sealing divided(UUID id, int categories) {
        List<SubjectKey> parts = new ArrayList<>();
        SecretKey joined =
                Categories.joined(
                        categories,
                        category -> {
                            SubjectKey part = held(SubjectKey.partId(id, category));
                            if (part != null) {
                                parts.add(part);
                            }
                            return part == null ? null : part.secret();
                        });
        if (joined == null) {
            return null;
        }
        String subject = SubjectKey.wholeOf(parts.getFirst().subject());
        return erased.contains(subject)
                ? null
                : SubjectKey.Sealing.of(joined, id, subject, Envelope.VERSION);
    }

    private void requireTombstone(UUID id) {
        if (!locked(() -> table.hasTombstone(id))) {
            throw new IllegalStateException(
                    "Key "
                            + id
                            + " is neither there nor erased: keys.db does not belong to these"
                            + " events");
        }
    }

    /**
     * Writes the keys of these subjects that are new, in one transaction with one fsync; returns
     * when they are on disk.
     */
    public void makeDurable(Collection<String> subjects, long now) {
        if (subjects.stream().noneMatch(made::containsKey)) {
            return;
        }
        locked(
                () -> {
                    // looked up under the lock: one that is divided meanwhile is whole no more
                    List<SubjectKey> fresh =
                            subjects.stream().map(made::get).filter(Objects::nonNull).toList();
                    table.insert(fresh, now);
                    fresh.forEach(this::remember);
                    fresh.forEach(key -> made.remove(key.subject(), key));
                    return fresh;
                });
    }

    /**
     * Destroys all keys of these subjects for ever. Sealed parts read as null from here on; no file
     * of the keys and no memory here holds them any more. Doing it again changes nothing, and
     * finishes what failed: until then nobody here is given the keys, but they may be there.
     */
    public void erase(Collection<String> subjects, long now) {
        locked(
                () -> {
                    undone.addAll(subjects);
                    erased.addAll(subjects);
                    forget(Set.copyOf(subjects));
                    List<SubjectKey> unwritten =
                            subjects.stream().map(made::get).filter(Objects::nonNull).toList();
                    table.erase(subjects, unwritten, now);
                    unwritten.forEach(key -> made.remove(key.subject(), key));
                    subjects.forEach(undone::remove);
                    return unwritten;
                });
    }

    /** The keys what is sealed for these subjects up to now was sealed with. */
    public Set<UUID> of(Collection<String> subjects) {
        return locked(
                () -> {
                    Set<UUID> all = new TreeSet<>();
                    for (String subject : subjects) {
                        all.addAll(table.of(subject));
                        SubjectKey unwritten = made.get(subject);
                        if (unwritten != null) {
                            all.add(unwritten.id());
                        }
                    }
                    return all;
                });
    }

    /**
     * Destroys for ever what of these keys is for a category; the other categories stay readable,
     * and what is sealed for these people from here on has another key. Doing it again changes
     * nothing.
     */
    public void erase(Collection<UUID> ids, Category category, long now) {
        locked(
                () -> {
                    List<SubjectKey> unwritten =
                            made.values().stream()
                                    .filter(key -> ids.contains(key.id()))
                                    .filter(key -> !erased.contains(key.subject()))
                                    .toList();
                    table.divide(ids, unwritten, category, now);
                    unwritten.forEach(key -> made.remove(key.subject(), key));
                    forgetKeys(ids, category);
                    return unwritten;
                });
    }

    private void forgetKeys(Collection<UUID> ids, Category category) {
        synchronized (bySubject) {
            bySubject.values().removeIf(key -> ids.contains(key.id()));
        }
        synchronized (byId) {
            for (UUID id : ids) {
                byId.remove(id);
                byId.remove(SubjectKey.partId(id, category));
            }
        }
    }

    /**
     * Destroys what a list of erasures names and is still there: the keys may be of an old backup.
     */
    public void erase(Tombstones list) {
        for (Tombstones.Stone stone : list.all()) {
            divide(stone);
            List<String> left =
                    stone.subjects().stream().filter(each -> !knowsErased(each)).toList();
            if (!left.isEmpty()) {
                erase(left, stone.at().toEpochMilli());
            }
        }
    }

    private void divide(Tombstones.Stone stone) {
        Category category = stone.category();
        List<String> named = stone.keys();
        if (category != null && named != null) {
            List<UUID> ids = named.stream().map(UUID::fromString).toList();
            if (open(ids, category)) {
                erase(ids, category, stone.at().toEpochMilli());
            }
        }
    }

    /** Whether any of these keys opens what is for a category. */
    public boolean open(Collection<UUID> ids, Category category) {
        return ids.stream()
                .anyMatch(id -> whole(id) != null || held(SubjectKey.partId(id, category)) != null);
    }

    /**
     * Makes a new key-encryption key and wraps every key with it; no event and no text sealed under
     * a key changes. Goes on while others seal and open, who wait for no key service and for one
     * page of keys at most. Killed, the next start finishes it.
     *
     * @return how many keys were wrapped anew
     */
    public long rotate() {
        table.addWrapping();
        return rewrap();
    }

    private long rewrap() {
        long all = 0;
        for (int some; (some = locked(table::rewrapSome)) > 0; ) {
            all += some;
            if (database.hasQueuedThreads()) {
                LockSupport.parkNanos(AFTER_YOU); // or this thread is the first to lock it again
            }
        }
        return all;
    }

    private void forget(Set<String> subjects) {
        synchronized (bySubject) {
            bySubject.keySet().removeAll(subjects);
        }
        synchronized (byId) {
            byId.values().removeIf(key -> subjects.contains(SubjectKey.wholeOf(key.subject())));
        }
    }

    /** Under the lock of the file, so that what is being erased is not put back. */
    private Optional<SubjectKey> remembered(Optional<SubjectKey> found) {
        found.ifPresent(this::remember);
        return found;
    }

    private void remember(SubjectKey key) {
        if (erased.contains(SubjectKey.wholeOf(key.subject()))) {
            return;
        }
        if (!key.isPart()) {
            synchronized (bySubject) {
                bySubject.put(key.subject(), key);
            }
        }
        synchronized (byId) {
            byId.put(key.id(), key);
        }
    }

    private <T> T locked(Supplier<T> work) {
        database.lock();
        try {
            return work.get();
        } finally {
            database.unlock();
        }
    }

    @Nullable
    private static <K> SubjectKey cached(Map<K, SubjectKey> cache, K wanted) {
        synchronized (cache) {
            return cache.get(wanted);
        }
    }

    private static <K> Map<K, SubjectKey> lru() {
        return new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, SubjectKey> eldest) {
                return size() > CACHED;
            }
        };
    }

    @Override
    public void close() {
        table.close();
    }
}
