package dev.kehu.platform.analysis;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import java.net.URI;

/** How the edges say that the copy cannot be asked now. */
public final class CopyProblems {
    private CopyProblems() {}

    public static ResponseEntity<ProblemDetail> answer(CopyUnavailable unavailable) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, unavailable.getMessage());
        problem.setType(URI.create("/problems/" + unavailable.code()));
        problem.setProperty("code", unavailable.code());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
