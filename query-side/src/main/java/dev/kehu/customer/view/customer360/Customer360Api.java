package dev.kehu.customer.view.customer360;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.kehu.customer.view.customer360.Customer360.Worth;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.Versions;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Reader;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import java.math.BigDecimal;

/** One customer over HTTP. */
@ViewApi
public final class Customer360Api {
    private final Customer360Projection projection;
    private final Reader reader;
    private final Parameters parameters;
    private final Waiting waiting;

    Customer360Api(
            Customer360Projection projection,
            Reader reader,
            Parameters parameters,
            Waiting waiting) {
        this.projection = projection;
        this.reader = reader;
        this.parameters = parameters;
        this.waiting = waiting;
    }

    /**
     * Everything about a customer; an id that was merged answers with its survivor. {@code asOf}
     * and {@code knownAt} look back (a date means the end of that day), {@code after} waits until
     * the answer reflects that position.
     */
    @GetMapping("/v1/customers/{id}")
    ResponseEntity<?> customer(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String known) {
        AsOf time = parameters.asOf(asOf, knownAt);
        return waiting.until(
                projection.name(),
                after,
                () -> {
                    Face<Customer360> face = reader.read(projection, id, time);
                    return Versions.answer(
                            face.version(),
                            known,
                            face.freshness(),
                            () -> Customer360Answer.of(face));
                });
    }

    /**
     * The same without HTTP.
     *
     * @throws dev.kehu.kernel.Refusal {@code customer.unknown}
     */
    public Customer360Answer read(String id, AsOf time) {
        return Customer360Answer.of(reader.read(projection, id, time));
    }

    /**
     * Class {@code low|secondary|potential|high}, trend {@code rising|steady|falling}, score in (0,
     * 1].
     */
    public record ValueAnswer(
            @JsonProperty("class") String valueClass, String trend, BigDecimal score) {
        static @Nullable ValueAnswer of(@Nullable Worth worth) {
            return worth == null
                    ? null
                    : new ValueAnswer(worth.valueClass(), worth.trend(), worth.score());
        }
    }
}
