package dev.kehu.audit.api;

import dev.kehu.kernel.Id;

/** Identifies a request: a keyed hash of who asked and the request id they gave. */
public record RequestId(String value) implements Id {
    public static final String PREFIX = "request-";

    @Override
    public String toString() {
        return value;
    }
}
