package dev.kehu.interaction.web;

import dev.kehu.platform.cloudevents.CloudEvent;
import dev.kehu.platform.cloudevents.CloudEventReader;
import dev.kehu.platform.cloudevents.Unreadable;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.problem.Problem;
import dev.kehu.platform.problem.Problems;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** {@code POST /v1/events}: one CloudEvent (binary or structured) or a batch of them. */
@RestController
class IntakeApi {
    private static final int MAX_BODY_BYTES = 8 << 20;
    private static final int MAX_BATCH = 1_000;

    /** What is made of a body while it is decided takes about four times as much of the heap. */
    private static final int BYTES_AT_ONCE = 4 * MAX_BODY_BYTES;

    /** What even an empty batch counts as. */
    private static final int LEAST_BYTES = 64 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final BatchIntake batches;
    private final Intake intake;
    private final Allowances allowances;
    private final CloudEventReader reader = new CloudEventReader();
    private final int bytesAtOnce;
    private final Semaphore
            bytes; // bounds what batches take of the heap; fair, or large ones starve
    private final Duration patience;

    @Autowired
    IntakeApi(BatchIntake batches, Intake intake, Allowances allowances) {
        this(batches, intake, allowances, BYTES_AT_ONCE, PATIENCE);
    }

    IntakeApi(
            BatchIntake batches,
            Intake intake,
            Allowances allowances,
            int bytesAtOnce,
            Duration patience) {
        this.batches = batches;
        this.intake = intake;
        this.allowances = allowances;
        this.bytesAtOnce = bytesAtOnce;
        this.bytes = new Semaphore(bytesAtOnce, true);
        this.patience = patience;
    }

    record Results(List<ItemResult> results) {}

    @PostMapping("/v1/events")
    ResponseEntity<?> post(HttpServletRequest request, Principal user) throws IOException {
        try {
            return answer(request, Origin.of(user.getName()));
        } catch (Unreadable e) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    ItemResult.rejected(e.id(), e.source(), "event.malformed", e.getMessage()));
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
        if (type.equals(BATCH)) {
            return bounded(request, origin);
        }
        Optional<? extends ResponseEntity<?>> tooFast = allowances.refusal(origin.actor(), 1);
        if (tooFast.isPresent()) {
            return tooFast.get();
        }
        byte[] body = request.getInputStream().readNBytes(Intake.MAX_EVENT_BYTES + 1);
        if (body.length > Intake.MAX_EVENT_BYTES) {
            return tooLarge("event.too-large", Intake.MAX_EVENT_BYTES);
        }
        CloudEvent event =
                type.equals(STRUCTURED)
                        ? reader.structured(body)
                        : reader.binary(headers(request), body);
        return single(intake.take(event, intake.read(event), origin));
    }

    /** Slow senders of batches may hold all there is: others then get an answer, not a wait. */
    private ResponseEntity<?> bounded(HttpServletRequest request, Origin origin)
            throws IOException {
        int size = size(request);
        if (!room(size)) {
            String code = "store.overloaded";
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, "1")
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(
                            Problems.problem(
                                    HttpStatus.SERVICE_UNAVAILABLE,
                                    code,
                                    "More batches are being read than may be; try again shortly"));
        }
        try {
            List<byte[]> items = items(request);
            return items == null
                    ? tooLarge("body.too-large", MAX_BODY_BYTES)
                    : batch(items, origin);
        } finally {
            bytes.release(size);
        }
    }

    /** Null when there is more than may be; the body itself is not kept. */
    private @Nullable List<byte[]> items(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        return body.length > MAX_BODY_BYTES ? null : reader.items(body);
    }

    /** What a body may come to; one that does not say how long it is may be as long as any. */
    private int size(HttpServletRequest request) {
        long told = request.getContentLengthLong();
        long size = told < 0 ? MAX_BODY_BYTES : Math.clamp(told, LEAST_BYTES, MAX_BODY_BYTES);
        return (int) Math.min(size, bytesAtOnce);
    }

    private boolean room(int size) {
        try {
            return bytes.tryAcquire(size, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ResponseEntity<?> tooLarge(String code, int limit) {
        return problem(
                HttpStatus.CONTENT_TOO_LARGE,
                rejected(code, "At most " + limit + " bytes are taken"));
    }

    private ResponseEntity<?> batch(List<byte[]> items, Origin origin) {
        if (items.size() > MAX_BATCH) {
            return problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    rejected(
                            "batch.too-large",
                            "A batch has " + MAX_BATCH + " events at most; send several"));
        }
        Optional<? extends ResponseEntity<?>> tooFast =
                allowances.refusal(origin.actor(), items.size());
        return tooFast.isPresent()
                ? tooFast.get()
                : ResponseEntity.ok(new Results(batches.take(items, origin)));
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

    private static String once(HttpServletRequest request, String name) {
        Iterator<String> told = request.getHeaders(name).asIterator();
        String value = told.next();
        if (told.hasNext()) {
            throw twice();
        }
        return value;
    }

    private static Unreadable twice() {
        return new Unreadable("A ce- header is told twice", null, null);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> attributes = new HashMap<>();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(
                        name -> {
                            String lower = name.toLowerCase(Locale.ROOT);
                            if (lower.startsWith("ce-")
                                    && attributes.put(lower.substring(3), once(request, name))
                                            != null) {
                                throw twice();
                            }
                        });
        return attributes;
    }
}
