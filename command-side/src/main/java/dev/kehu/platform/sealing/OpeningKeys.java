package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.sealing.keystore.Categories;
import dev.kehu.platform.sealing.keystore.SubjectKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.SecretKey;

/** The keys that open what was sealed, by the ids in its headers. */
final class OpeningKeys {
    private final KnownKeys known;
    private final KeyTurns store;

    OpeningKeys(KnownKeys known, KeyTurns store) {
        this.known = known;
        this.store = store;
    }

    /**
     * The key with this id; null when it was erased, and from the moment it is to be.
     *
     * @throws IllegalStateException when there is neither a key nor a tombstone: the keys do not
     *     fit the history
     */
    SubjectKey.@Nullable Sealing of(UUID id, int categories) {
        SubjectKey whole = whole(id);
        if (whole != null) {
            return known.isForbidden(whole.subject()) ? null : whole.sealing(categories);
        }
        SubjectKey.Sealing parts = divided(id, categories);
        if (parts == null) {
            requireTombstone(id);
        }
        return parts;
    }

    /** As {@link #of}, for what was sealed before categories had keys of their own. */
    SubjectKey.@Nullable Sealing undivided(UUID id) {
        SubjectKey whole = whole(id);
        if (whole == null) {
            requireTombstone(id);
            return null;
        }
        return known.isForbidden(whole.subject()) ? null : whole.undivided();
    }

    /** Whether any of these keys is there for a category, whole or as a part. */
    boolean any(Collection<UUID> ids, Category category) {
        return ids.stream()
                .anyMatch(id -> whole(id) != null || held(SubjectKey.partId(id, category)) != null);
    }

    private @Nullable SubjectKey whole(UUID id) {
        SubjectKey key = held(id);
        return key != null ? key : known.made(id);
    }

    private @Nullable SubjectKey held(UUID id) {
        SubjectKey key = known.stored(id);
        return key != null ? key : stored(id).orElse(null);
    }

    private Optional<SubjectKey> stored(UUID id) {
        return store.with(
                keys -> {
                    Optional<SubjectKey> found = keys.byId(id);
                    found.ifPresent(known::remember);
                    return found;
                });
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
        return known.isForbidden(subject)
                ? null
                : SubjectKey.Sealing.of(joined, id, subject, SubjectKey.VERSION);
    }

    private void requireTombstone(UUID id) {
        if (!store.with(keys -> keys.hasTombstone(id))) {
            throw new IllegalStateException(
                    "Key "
                            + id
                            + " is neither there nor erased: the keys do not belong to these"
                            + " events");
        }
    }
}
