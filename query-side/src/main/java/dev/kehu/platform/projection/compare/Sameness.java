package dev.kehu.platform.projection.compare;

import dev.kehu.kernel.Vault;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares documents by what they say: a text looks different each time it is sealed, and one whose
 * key is gone is as good as none.
 */
final class Sameness {
    private final Vault vault;

    Sameness(Vault vault) {
        this.vault = vault;
    }

    boolean same(BsonDocument one, BsonDocument other) {
        return differing(one, other).isEmpty();
    }

    /** Names of the outermost fields that differ. */
    List<String> differing(BsonDocument one, BsonDocument other) {
        if (one instanceof RawBsonDocument left
                && other instanceof RawBsonDocument right
                && Lockstep.alike(
                        left.getByteBuffer().asNIO(), right.getByteBuffer().asNIO(), this::same))
            return List.of();
        // Decoded once: a raw document is walked from its start for every field that is asked for.
        Map<String, BsonValue> left = Map.copyOf(one), right = Map.copyOf(other);
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        List<String> differing = new ArrayList<>();
        for (String name : names) if (!same(left.get(name), right.get(name))) differing.add(name);
        return differing;
    }

    private boolean same(@Nullable BsonValue one, @Nullable BsonValue other) {
        if (one == null || other == null) return gone(one) && gone(other);
        if (one.equals(other)) return true;
        if (one instanceof BsonDocument left && other instanceof BsonDocument right)
            return same(left, right);
        if (one instanceof BsonArray left && other instanceof BsonArray right)
            return same(left, right);
        return one instanceof BsonString left
                && other instanceof BsonString right
                && same(left.getValue(), right.getValue());
    }

    private boolean same(BsonArray one, BsonArray other) {
        if (one.size() != other.size()) return false;
        for (int i = 0; i < one.size(); i++) if (!same(one.get(i), other.get(i))) return false;
        return true;
    }

    private boolean same(String one, String other) {
        try {
            String said = vault.open(one);
            return said == null ? vault.open(other) == null : said.equals(vault.open(other));
        } catch (RuntimeException notSealed) {
            return false;
        }
    }

    /** Nothing is there, or nothing that can ever be read. */
    private boolean gone(@Nullable BsonValue value) {
        return switch (value) {
            case null -> true;
            case BsonString text -> erased(text.getValue());
            case BsonArray array -> all(array);
            case BsonDocument document -> all(document.values());
            default -> false;
        };
    }

    private boolean all(Collection<BsonValue> values) {
        return values.stream().allMatch(this::gone);
    }

    private boolean erased(String text) {
        try {
            return vault.open(text) == null;
        } catch (RuntimeException notSealed) {
            return false;
        }
    }
}
