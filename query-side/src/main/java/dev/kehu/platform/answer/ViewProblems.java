package dev.kehu.platform.answer;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.live.TooManyStreams;
import dev.kehu.platform.querybus.QueryUnanswered;

import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.io.IOException;
import java.net.URI;

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
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, refusal.getMessage());
        problem.setType(URI.create("/problems/" + refusal.code()));
        problem.setProperty("code", refusal.code());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> full(TooManyStreams full) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(full.status(), full.getMessage());
        problem.setType(URI.create("/problems/" + full.code()));
        problem.setProperty("code", full.code());
        return ResponseEntity.status(full.status())
                .header(HttpHeaders.RETRY_AFTER, "10")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unanswered(QueryUnanswered nobody) {
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, nobody.getMessage());
        problem.setType(URI.create("/problems/" + nobody.code()));
        problem.setProperty("code", nobody.code());
        return ResponseEntity.status(status)
                .header(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(QueryUnanswered.RETRY_AFTER.toSeconds()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(Unavailable later) {
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, later.getMessage());
        problem.setType(URI.create("/problems/" + later.code()));
        problem.setProperty("code", later.code());
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
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
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Something failed here; the log of the server says what");
        problem.setType(URI.create("/problems/internal"));
        problem.setProperty("code", "internal");
        LOG.error("An answer could not be written: {}", failure.getMessage());
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
