package dev.kehu.privacy.view.consents;

import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Reader;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What a customer allows, over HTTP. */
@ViewApi
final class ConsentsApi {
    private final ConsentsProjection projection;
    private final Reader reader;
    private final Parameters parameters;
    private final Waiting waiting;

    ConsentsApi(
            ConsentsProjection projection, Reader reader, Parameters parameters, Waiting waiting) {
        this.projection = projection;
        this.reader = reader;
        this.parameters = parameters;
        this.waiting = waiting;
    }

    /**
     * The last word on each purpose and channel, of everybody merged with the customer. With {@code
     * purpose} and {@code channel} the answer says whether that one was granted; {@code asOf} and
     * {@code knownAt} ask it of any moment.
     */
    @GetMapping("/v1/customers/{id}/consents")
    ResponseEntity<?> consents(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String purpose,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        AsOf time = parameters.asOf(asOf, knownAt);
        return waiting.until(
                projection.name(),
                after,
                () -> {
                    Face<Consents> face = reader.read(projection, id, time);
                    boolean asked = purpose != null && channel != null;
                    return ResponseEntity.ok(
                            ConsentsAnswer.of(
                                    face, asked ? face.view().granted(purpose, channel) : null));
                });
    }
}
