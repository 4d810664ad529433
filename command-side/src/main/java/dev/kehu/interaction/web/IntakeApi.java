package dev.kehu.interaction.web;

import dev.kehu.platform.cloudevents.CloudEvent;
import dev.kehu.platform.cloudevents.CloudEventReader;
import dev.kehu.platform.cloudevents.Unreadable;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.problem.Problem;
import dev.kehu.platform.problem.Problems;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** {@code POST /v1/events}: one CloudEvent (binary or structured) or a batch of them. */
@RestController
class IntakeApi {
    private static final int MAX_BODY_BYTES = 8 << 20;
    private static final int MAX_BATCH = 1_000;
    private static final int BODIES_AT_ONCE = 16;
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final BatchIntake batches;
    private final Intake intake;
    private final CloudEventReader reader = new CloudEventReader();
    private final Semaphore bodies =
            new Semaphore(BODIES_AT_ONCE); // bounds what request bodies take of the heap

    IntakeApi(BatchIntake batches, Intake intake) {
        this.batches = batches;
        this.intake = intake;
    }

    record Results(List<ItemResult> results) {}

    @PostMapping("/v1/events")
    ResponseEntity<?> post(HttpServletRequest request, Principal user) throws IOException {
        bodies.acquireUninterruptibly();
        try {
            return answer(request, Origin.of(user.getName()));
        } catch (Unreadable e) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    ItemResult.rejected(e.id(), e.source(), "event.malformed", e.getMessage()));
        } finally {
            bodies.release();
        }
    }

    private ResponseEntity<?> answer(HttpServletRequest request, Origin origin) throws IOException {
        String type = mediaType(request);
        boolean binary = request.getHeader("ce-specversion") != null;
        if (!type.equals(BATCH) && !type.equals(STRUCTURED) && !binary) {
            return problem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    rejected(
                            "media-type",
                            "Send "
                                    + STRUCTURED
                                    + ", "
                                    + BATCH
                                    + ", or one event with ce- headers"));
        }
        int limit = type.equals(BATCH) ? MAX_BODY_BYTES : Intake.MAX_EVENT_BYTES;
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            return problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    rejected(
                            type.equals(BATCH) ? "body.too-large" : "event.too-large",
                            "At most " + limit + " bytes are taken"));
        }
        if (type.equals(BATCH)) {
            return batch(body, origin);
        }
        CloudEvent event =
                type.equals(STRUCTURED)
                        ? reader.structured(body)
                        : reader.binary(headers(request), body);
        return single(intake.take(event, intake.read(event), origin));
    }

    private ResponseEntity<?> batch(byte[] body, Origin origin) {
        List<byte[]> items = reader.items(body);
        if (items.size() > MAX_BATCH) {
            return problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    rejected(
                            "batch.too-large",
                            "A batch has " + MAX_BATCH + " events at most; send several"));
        }
        return ResponseEntity.ok(new Results(batches.take(items, origin)));
    }

    private static ResponseEntity<?> single(ItemResult result) {
        return switch (result.status()) {
            case "accepted" -> ResponseEntity.status(HttpStatus.CREATED).body(result);
            case "duplicate" -> ResponseEntity.ok(result);
            case "quarantined" -> ResponseEntity.accepted().body(result);
            case "conflict" -> problem(HttpStatus.CONFLICT, result);
            default ->
                    problem(
                            result.problem() != null
                                            && result.problem().code().equals("event.too-large")
                                    ? HttpStatus.CONTENT_TOO_LARGE
                                    : HttpStatus.UNPROCESSABLE_CONTENT,
                            result);
        };
    }

    private static ItemResult rejected(String code, String detail) {
        return ItemResult.rejected(null, null, code, detail);
    }

    private static ResponseEntity<?> problem(HttpStatus status, ItemResult result) {
        Problem problem = java.util.Objects.requireNonNull(result.problem());
        ProblemDetail body = Problems.problem(status, problem.code(), problem.detail());
        body.setProperty("id", result.id());
        body.setProperty("source", result.source());
        body.setProperty("customerId", result.customerId());
        body.setProperty("position", result.position());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    private static String mediaType(HttpServletRequest request) {
        String type = request.getContentType() == null ? "" : request.getContentType();
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> attributes = new HashMap<>();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(
                        name -> {
                            String lower = name.toLowerCase(Locale.ROOT);
                            if (lower.startsWith("ce-")) {
                                attributes.put(lower.substring(3), request.getHeader(name));
                            }
                        });
        return attributes;
    }
}
