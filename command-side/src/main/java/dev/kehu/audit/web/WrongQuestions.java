package dev.kehu.audit.web;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.problem.Problems;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A question that cannot be asked is answered 400, as it is by the views. */
@RestControllerAdvice(assignableTypes = {ProofApi.class, TileApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class WrongQuestions {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        HttpStatus status =
                refusal.kind() == Refusal.Kind.INVALID
                        ? HttpStatus.BAD_REQUEST
                        : Problems.status(refusal);
        return ResponseEntity.status(status)
                .body(Problems.problem(status, refusal.code(), refusal.getMessage()));
    }
}
