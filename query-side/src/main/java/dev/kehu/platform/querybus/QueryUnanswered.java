package dev.kehu.platform.querybus;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Nobody told the answer, or not in time. Asking changes nothing, so it may be asked again. */
public final class QueryUnanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** After which asking again makes sense. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    public QueryUnanswered(@Nullable Throwable cause) {
        super(
                "No Kehu answered over Axon Server; ask again shortly, or ask a Kehu over HTTP",
                cause);
    }

    public String code() {
        return "query.unanswered";
    }
}
