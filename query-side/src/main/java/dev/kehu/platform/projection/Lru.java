package dev.kehu.platform.projection;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the entries used last. */
final class Lru<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    Lru(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
    }
}
