package dev.kehu.value.view.valuehistory;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.kehu.kernel.Money;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.Versions;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.download.TableFormat;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.table.Asked;
import dev.kehu.platform.table.ShortList;
import dev.kehu.value.view.valuehistory.Treatment.Standing;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a customer was worth, over HTTP. */
@ViewApi
public final class ValueHistoryApi {
    private final ValueHistoryProjection projection;
    private final Reader reader;
    private final Parameters parameters;
    private final Waiting waiting;
    private final Tables tables;

    ValueHistoryApi(
            ValueHistoryProjection projection,
            Reader reader,
            Parameters parameters,
            Waiting waiting,
            Tables tables) {
        this.projection = projection;
        this.reader = reader;
        this.parameters = parameters;
        this.waiting = waiting;
        this.tables = tables;
    }

    /**
     * Orders and money by month, and how recent they are. What a list may be asked goes to the
     * months, or with {@code list=assessments} or {@code treatments} to those; a file holds that
     * one.
     */
    @GetMapping("/v1/customers/{id}/value-history")
    ResponseEntity<?> valueHistory(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String list,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String columns,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String known) {
        Asked asked = new Asked(filter, sort, columns, cursor, limit, format);
        ValueLists lists = ValueLists.named(list);
        Optional<TableFormat> file = tables.format(format);
        AsOf time = parameters.asOf(asOf, knownAt);
        return waiting.until(
                projection.name(),
                after,
                () -> {
                    Face<ValueHistory> face = reader.read(projection, id, time);
                    ShortList.Page<?> page = lists.page(Answer.of(face), asked);
                    if (file.isPresent())
                        return Tables.answer(
                                file.get(),
                                page.table(lists.file()),
                                face.freshness(),
                                page.next());
                    return Versions.answer(
                            face.version(),
                            known,
                            face.freshness(),
                            () -> lists.answer(Answer.of(face), page));
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
     * One assessment, oldest first; shares of the score by criterion, and what is expected of the
     * customer still.
     */
    public record Found(
            Instant at,
            String businessDay,
            BigDecimal score,
            BigDecimal current,
            BigDecimal potential,
            @JsonProperty("class") String valueClass,
            String trend,
            String model,
            Map<String, BigDecimal> contributions,
            Map<String, BigDecimal> outlook,
            long position) {
        static Found of(Assessment a) {
            return new Found(
                    a.at(),
                    a.day(),
                    a.score(),
                    a.current(),
                    a.potential(),
                    a.valueClass(),
                    a.trend(),
                    a.model(),
                    a.contributions(),
                    a.outlook(),
                    a.position());
        }
    }

    /**
     * One treatment, oldest first; {@code after} and {@code outcome} are null as long as open. The
     * number counts those of its own customer.
     */
    public record Done(
            int number,
            Instant at,
            int policy,
            String action,
            String cost,
            String currency,
            Stood before,
            @Nullable Stood after,
            @Nullable String outcome,
            String customer,
            long position) {
        static Done of(Treatment t) {
            Standing after = t.after();
            return new Done(
                    t.number(),
                    t.at(),
                    t.policy(),
                    t.action(),
                    t.cost().toPlainString(),
                    t.currency(),
                    Stood.of(t.before()),
                    after == null ? null : Stood.of(after),
                    t.outcome(),
                    t.customer(),
                    t.position());
        }
    }

    /** How a customer stood at a time; the gross profit of the year before in the currency then. */
    public record Stood(
            Instant at,
            @JsonProperty("class") String valueClass,
            BigDecimal score,
            BigDecimal profit) {
        static Stood of(Standing s) {
            return new Stood(s.at(), s.valueClass(), s.score(), s.profit());
        }
    }

    /** The answer. */
    public record Answer(
            String id,
            List<Month> months,
            Recency recency,
            List<Found> assessments,
            List<Done> treatments,
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
                    view.assessments().stream().map(Found::of).toList(),
                    view.treatments().stream().map(Done::of).toList(),
                    face.freshness().position(),
                    face.freshness().storePosition(),
                    face.freshness().behind());
        }
    }
}
