package dev.kehu.customer.view.difference;

import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.reading.AsOf;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Two moments of one customer over HTTP. */
@ViewApi
public final class DifferenceApi {
    private final Differences differences;
    private final Parameters parameters;

    DifferenceApi(Differences differences, Parameters parameters) {
        this.differences = differences;
        this.parameters = parameters;
    }

    /**
     * Field by field what is different, and which events are behind it. A moment is a business time
     * and what was known at another time; either may be left out and then is now. Answered from the
     * history, so it costs the length of the customer's.
     */
    @GetMapping("/v1/customers/{id}/diff")
    Difference difference(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String fromAsOf,
            @RequestParam(required = false) @Nullable String fromKnownAt,
            @RequestParam(required = false) @Nullable String toAsOf,
            @RequestParam(required = false) @Nullable String toKnownAt) {
        return read(id, parameters.asOf(fromAsOf, fromKnownAt), parameters.asOf(toAsOf, toKnownAt));
    }

    /**
     * The same without HTTP.
     *
     * @throws dev.kehu.kernel.Refusal {@code customer.unknown}
     */
    public Difference read(String id, AsOf from, AsOf to) {
        return differences.between(id, from, to);
    }
}
