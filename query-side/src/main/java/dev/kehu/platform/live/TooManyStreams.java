package dev.kehu.platform.live;

import org.springframework.http.HttpStatus;

/** One more open answer than may be. */
public final class TooManyStreams extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    private TooManyStreams(HttpStatus status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    static TooManyStreams ofOne(int most) {
        return new TooManyStreams(
                HttpStatus.TOO_MANY_REQUESTS,
                "live.too-many",
                "You have " + most + " live answers open; close one, or ask without /live");
    }

    static TooManyStreams ofAll() {
        return new TooManyStreams(
                HttpStatus.SERVICE_UNAVAILABLE,
                "live.full",
                "No more live answers can be open at once; come again, or ask without /live");
    }

    static TooManyStreams closing() {
        return new TooManyStreams(
                HttpStatus.SERVICE_UNAVAILABLE, "live.closing", "Kehu is stopping; come again");
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }
}
