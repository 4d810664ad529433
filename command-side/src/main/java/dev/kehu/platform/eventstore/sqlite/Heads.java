package dev.kehu.platform.eventstore.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest seq of the streams met last. Only one connection writes, so what it wrote and saw is
 * what there is; a write that failed forgets all of it.
 */
final class Heads {
    private static final int MOST = 50_000;

    private final Map<String, Long> seqs =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST;
                }
            };

    /** Reads a head that is not known. */
    interface Read<E extends Exception> {
        long of(String stream) throws E;
    }

    <E extends Exception> long of(String stream, Read<E> read) throws E {
        Long known = seqs.get(stream);
        if (known == null) {
            known = read.of(stream);
            seqs.put(stream, known);
        }
        return known;
    }

    void moved(String stream, long seq) {
        seqs.put(stream, seq);
    }

    void forget(String stream) {
        seqs.remove(stream);
    }

    void forgetAll() {
        seqs.clear();
    }
}
