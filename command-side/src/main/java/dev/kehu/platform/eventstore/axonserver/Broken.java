package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.StoreUnavailable;

/**
 * The context is not what it must be, and waiting does not mend it: nothing is written any more and
 * readiness is down until a person has looked.
 */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private Broken(String code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    static Broken otherStore(String here, String there) {
        return new Broken(
                "axonserver.other-store",
                "The context holds the history of %s, this data directory that of %s; check kehu.axonserver.servers and kehu.axonserver.context."
                        .formatted(there, here));
    }

    static Broken foreign() {
        return new Broken(
                "axonserver.foreign",
                "The context holds events Kehu did not write; give it a context of its own.");
    }

    static Broken lost(long known, long there) {
        return new Broken(
                "axonserver.history-lost",
                "The server's history ends at %d, but %d events were recorded: it lost some, or was restored from an older backup. See docs/axon-server.md."
                        .formatted(Math.max(there, 0), known));
    }

    static Broken differs(long position) {
        return new Broken(
                "axonserver.history-differs",
                "Position %d holds another event than was recorded there; this is not the same history. See docs/axon-server.md."
                        .formatted(position));
    }

    static Broken gap(long expected, long token) {
        return new Broken(
                "axonserver.gap",
                "The server gave token %d where %d had to come; history would have a hole. See docs/axon-server.md."
                        .formatted(token, expected));
    }

    String code() {
        return code;
    }

    /** For whoever starts the program. */
    DataDirectoryRefused atStart() {
        return new DataDirectoryRefused(code, getMessage());
    }

    /** For callers while it runs. */
    StoreUnavailable atWork() {
        return new StoreUnavailable(
                "store.closed", "The event store takes no events (" + code + "): " + getMessage());
    }
}
