package dev.kehu.platform.problem;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.memory.UnreadableEvent;
import dev.kehu.platform.trace.Trace;

import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import java.net.URI;

/**
 * Answers every failure with problem+json; what is not expected says no more than that it happened.
 */
@RestControllerAdvice
public final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    public static ProblemDetail problem(HttpStatusCode status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + code));
        problem.setTitle(Problem.title(code));
        problem.setProperty("code", code);
        return problem;
    }

    public static HttpStatus status(Refusal refusal) {
        return switch (refusal.kind()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        HttpStatus status =
                refusal.code().equals("customer.changed")
                        ? HttpStatus.PRECONDITION_FAILED
                        : status(refusal);
        return answer(problem(status, refusal.code(), refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(StoreUnavailable e) {
        return later(HttpStatus.SERVICE_UNAVAILABLE, e.code(), e.getMessage());
    }

    /** Every try met somebody else's append: nothing was recorded, and a later one may pass. */
    @ExceptionHandler({ConcurrencyException.class, AggregateStreamCreationException.class})
    ResponseEntity<ProblemDetail> collided() {
        return later(
                HttpStatus.CONFLICT,
                "store.collided",
                "Others wrote to the same streams each time; nothing was recorded, read them and"
                        + " decide again");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> crowded(LockAcquisitionFailedException e) {
        return later(
                HttpStatus.SERVICE_UNAVAILABLE,
                "store.crowded",
                "Too many change the same customer at once; nothing was recorded, send it again");
    }

    private static ResponseEntity<ProblemDetail> later(
            HttpStatus status, String code, String detail) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem(status, code, detail));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> damaged(UnreadableEvent e) {
        LOG.error("A request failed: {}", Trace.of(e));
        return answer(
                problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "store.event-unreadable",
                        e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        LOG.error("A request failed: {}", Trace.of(e));
        return answer(
                problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal",
                        "Something failed here; the log of the server says what"));
    }

    /** Spring's own refusals (media type, method, body) in the same words. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String code =
                switch (status.value()) {
                    case 404 -> "not-found";
                    case 405 -> "method-not-allowed";
                    case 406 -> "not-acceptable";
                    case 413 -> "body.too-large";
                    case 415 -> "media-type";
                    default -> "request.malformed";
                };
        ProblemDetail problem =
                problem(
                        status,
                        code,
                        "The request cannot be read as it is; see the API description");
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
