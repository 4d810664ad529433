package dev.kehu.value.view.valuehistory;

import dev.kehu.kernel.Money;
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

import java.util.ArrayList;
import java.util.List;

/** What a customer was worth, over HTTP. */
@ViewApi
public final class ValueHistoryApi {
    private final ValueHistoryProjection projection;
    private final Reader reader;
    private final Parameters parameters;
    private final Waiting waiting;

    ValueHistoryApi(
            ValueHistoryProjection projection,
            Reader reader,
            Parameters parameters,
            Waiting waiting) {
        this.projection = projection;
        this.reader = reader;
        this.parameters = parameters;
        this.waiting = waiting;
    }

    /** Orders and money by month, and how recent they are. */
    @GetMapping("/v1/customers/{id}/value-history")
    ResponseEntity<?> valueHistory(
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
                    Face<ValueHistory> face = reader.read(projection, id, time);
                    return Versions.answer(face.version(), known, () -> Answer.of(face));
                });
    }

    /**
     * The same without HTTP.
     *
     * @throws dev.kehu.kernel.Refusal {@code customer.unknown}
     */
    public Answer read(String id, AsOf time) {
        return Answer.of(reader.read(projection, id, time));
    }

    /** One month in one currency; {@code value} is decimal text. */
    public record Month(String month, long orders, String value, String currency) {}

    /** Days with an order, in the firm's zone; null before the first. */
    public record Recency(@Nullable String firstDay, @Nullable String lastDay, int days) {}

    /**
     * The answer.
     *
     * @param assessments of the customer's value; none are made yet
     */
    public record Answer(
            String id,
            List<Month> months,
            Recency recency,
            List<Object> assessments,
            long position,
            long storePosition,
            long behind) {

        static Answer of(Face<ValueHistory> face) {
            ValueHistory view = face.view();
            List<Month> months = new ArrayList<>();
            view.months()
                    .forEach(
                            (key, sales) -> {
                                String month = key.substring(0, key.indexOf('|'));
                                String currency = key.substring(month.length() + 1);
                                String value = Money.text(sales.minor(), currency);
                                months.add(new Month(month, sales.orders(), value, currency));
                            });
            boolean none = view.days().isEmpty();
            Recency recency =
                    new Recency(
                            none ? null : view.days().first(),
                            none ? null : view.days().last(),
                            view.days().size());
            return new Answer(
                    view.id(),
                    months,
                    recency,
                    List.of(),
                    face.freshness().position(),
                    face.freshness().storePosition(),
                    face.freshness().behind());
        }
    }
}
