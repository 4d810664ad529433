package dev.kehu.platform.answer;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.live.TooManyStreams;
import dev.kehu.platform.querybus.QueryUnanswered;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Says no in the way of RFC 9457; applies to the edges of views alone. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(annotations = ViewApi.class)
final class ViewProblems {
    private static final Logger LOG = LoggerFactory.getLogger(ViewProblems.class);

    @ExceptionHandler(Refusal.class)
    ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        HttpStatus status =
                switch (refusal.kind()) {
                    case UNKNOWN -> HttpStatus.NOT_FOUND;
                    case CONFLICT -> HttpStatus.CONFLICT;
                    case INVALID -> HttpStatus.BAD_REQUEST;
                    case FORBIDDEN -> HttpStatus.FORBIDDEN;
                };
        return problem(status, refusal.code(), refusal.getMessage(), null);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> full(TooManyStreams full) {
        return problem(full.status(), full.code(), full.getMessage(), Duration.ofSeconds(10));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unanswered(QueryUnanswered nobody) {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                nobody.code(),
                nobody.getMessage(),
                QueryUnanswered.RETRY_AFTER);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(Unavailable later, HttpServletResponse response) {
        if (!response.isCommitted()) response.reset(); // it was to be a file
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                later.code(),
                later.getMessage(),
                Duration.ofSeconds(2));
    }

    /** Its sentences are for who runs it; a reader can only come again. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> away(ViewStoreFailure failure) {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                failure.code(),
                "The store of the views cannot be read now; come again",
                Duration.ofSeconds(2));
    }

    private static ResponseEntity<ProblemDetail> problem(
            HttpStatusCode status,
            String code,
            @Nullable String detail,
            @Nullable Duration retryAfter) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + code));
        problem.setProperty("code", code);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (retryAfter != null)
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        return answer.body(problem);
    }

    /**
     * Where part of an answer is under way, nothing may be added to it: thrown on, the server cuts
     * the connection, and the reader sees that the file is not whole.
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> brokenOff(IOException failure, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) throw failure;
        response.reset();
        LOG.error("An answer could not be written: {}", failure.getMessage());
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "Something failed here; the log of the server says what",
                null);
    }
}
