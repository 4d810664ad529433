package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.sealing.keystore.KeyStore;
import dev.kehu.platform.sealing.keystore.KeysInDatabase;
import dev.kehu.platform.sealing.keystore.KeysInFile;
import dev.kehu.platform.sealing.keystore.KeysMove;
import dev.kehu.platform.sealing.keystore.SubjectKey;
import dev.kehu.platform.state.StateDatabase;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The keys of data subjects ({@code keys.db}, or in PostgreSQL), each wrapped by the key-encryption
 * key. A new key is made in memory and becomes durable when the event writer calls {@link
 * #makeDurable} just before it commits the first event sealed with it: a commit for each subject
 * would cost three to five times as much. Who was erased never has a key again: what is sealed for
 * them still, has a tombstone from the first moment.
 */
public final class SubjectKeys implements AutoCloseable {
    private final KeyTurns store;
    private final KnownKeys known;
    private final OpeningKeys opening;
    private final AtomicLong erasures = new AtomicLong();

    SubjectKeys(KeyStore keys) {
        store = new KeyTurns(keys);
        known = new KnownKeys(keys.erased());
        opening = new OpeningKeys(known, store);
        store.rewrap();
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
        return new SubjectKeys(KeysInFile.fit(file, new KeyEncryption(masterKeys), mayCreate));
    }

    /**
     * Those in the schema {@code kehu_keys} of a database, whose tables are there.
     *
     * @param mayBeEmpty whether there is no history yet that was sealed with any
     * @throws DataDirectoryRefused as {@link #open(Path, MasterKeys, boolean)}
     */
    public static SubjectKeys in(
            StateDatabase database, MasterKeys masterKeys, boolean mayBeEmpty) {
        return new SubjectKeys(
                KeysInDatabase.fit(database, new KeyEncryption(masterKeys), mayBeEmpty));
    }

    /**
     * Moves those of a file into a database, where the file has any: it is destroyed then. Killed
     * in between, it is finished by doing it again.
     *
     * @param database as in {@link #in}; nobody else uses it
     * @throws DataDirectoryRefused when both hold some and not the same, or these master keys do
     *     not open those of the file
     */
    public static void move(Path file, StateDatabase database, MasterKeys masterKeys) {
        new KeysMove(file, new KeysInDatabase(database)).run(new KeyEncryption(masterKeys));
    }

    /**
     * Writes those in a database, as they are at one moment, to a new file that {@link #open(Path,
     * MasterKeys)} takes.
     *
     * @param database a session of its own
     */
    public static void copy(StateDatabase database, Path file) {
        new KeysInDatabase(database).copyTo(file);
    }

    /** Whether a database keeps keys, or what is left of them. */
    public static boolean areIn(StateDatabase database) {
        return !new KeysInDatabase(database).isEmpty();
    }

    /** Where they are kept, for people. */
    public String place() {
        return store.place();
    }

    /** The key to seal with: the subject's newest, or a new one that is not durable yet. */
    SubjectKey sealing(String subject) {
        if (known.isForbidden(subject)) {
            return known.made(subject);
        }
        SubjectKey key = known.newest(subject);
        return key != null ? key : newest(subject).orElseGet(() -> known.made(subject));
    }

    /**
     * Whether the subject never has a key again, from the moment its erasure begins; reads nothing.
     */
    public boolean isForbidden(String subject) {
        return known.isForbidden(subject);
    }

    /** Whether the subject's keys are known to be in no store any more; reads nothing. */
    public boolean knowsErased(String subject) {
        return known.isDestroyed(subject);
    }

    /** Whether the subject's keys were erased. */
    boolean isErased(String subject) {
        return known.isForbidden(subject)
                || known.stored(subject) == null
                        && newest(subject).isEmpty()
                        && store.with(keys -> keys.hasTombstoneOf(subject));
    }

    private Optional<SubjectKey> newest(String subject) {
        return store.with(
                keys -> {
                    Optional<SubjectKey> found = keys.newest(subject);
                    found.ifPresent(known::remember);
                    return found;
                });
    }

    /**
     * The key with this id; null when it was erased, and from the moment it is to be.
     *
     * @throws IllegalStateException when there is neither a key nor a tombstone: the keys do not
     *     fit the history
     */
    SubjectKey.@Nullable Sealing opening(UUID id, int categories) {
        return opening.of(id, categories);
    }

    /** As {@link #opening}, for what was sealed before categories had keys of their own. */
    SubjectKey.@Nullable Sealing openingUndivided(UUID id) {
        return opening.undivided(id);
    }

    /**
     * Writes the keys of these subjects that are new, in one transaction with one fsync; returns
     * when they are on disk.
     */
    public void makeDurable(Collection<String> subjects, long now) {
        if (!known.hasMade(subjects)) {
            return;
        }
        store.with(
                keys -> {
                    // looked up in its turn: one that is divided meanwhile is whole no more
                    List<SubjectKey> fresh = known.madeFor(subjects);
                    keys.insert(fresh, now);
                    fresh.forEach(known::remember);
                    known.settled(fresh);
                    return fresh;
                });
    }

    /**
     * Destroys all keys of these subjects for ever. Sealed parts read as null from here on; no file
     * of the keys and no memory here holds them any more. Doing it again changes nothing, and
     * finishes what failed: until then nobody here is given the keys, but they may be there.
     */
    public void erase(Collection<String> subjects, long now) {
        store.with(
                keys -> {
                    known.forbid(subjects);
                    erasures.incrementAndGet(); // from here on none is given, whatever fails
                    List<SubjectKey> unwritten = known.madeFor(subjects);
                    keys.erase(subjects, unwritten, now);
                    known.settled(unwritten);
                    known.destroyed(subjects);
                    return unwritten;
                });
    }

    /** Whose these keys are or were, as far as they are known. */
    public Set<String> subjectsOf(Collection<UUID> ids) {
        return store.with(
                keys ->
                        ids.stream()
                                .flatMap(id -> keys.subjectOf(id).stream())
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Destroys for ever what of these keys is for a category; the other categories stay readable,
     * and what is sealed for these people from here on has another key. Doing it again changes
     * nothing.
     */
    public void erase(Collection<UUID> ids, Category category, long now) {
        store.with(
                keys -> {
                    List<SubjectKey> unwritten = known.madeAs(ids);
                    try {
                        keys.divide(ids, unwritten, category, now);
                    } finally { // it may be done although it failed: the log could not be cut off
                        known.forget(ids, category);
                        known.settled(
                                unwritten.stream()
                                        .filter(key -> keys.hasTombstone(key.id()))
                                        .toList());
                        erasures.incrementAndGet();
                    }
                    return unwritten;
                });
    }

    /** As {@link dev.kehu.kernel.Vault#erasures}; reads nothing. */
    public long erasures() {
        return erasures.get();
    }

    /** Whether any of these keys opens what is for a category. */
    public boolean open(Collection<UUID> ids, Category category) {
        return opening.any(ids, category);
    }

    /**
     * Makes a new key-encryption key and wraps every key with it; no event and no text sealed under
     * a key changes. Goes on while others seal and open, who wait for no key service and for one
     * page of keys at most. Killed, the next start finishes it.
     *
     * @return how many keys were wrapped anew
     */
    public long rotate() {
        store.addWrapping();
        return store.rewrap();
    }

    @Override
    public void close() {
        store.close();
    }
}
