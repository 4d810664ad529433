package dev.kehu.privacy.web;

import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.privacy.process.retention.PersonRetention;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;
import java.util.TreeMap;

/** How long people are kept, and who is due. */
@RestController
class RetentionApi {
    private final PersonRetention retention;
    private final Origins origins;

    RetentionApi(PersonRetention retention, Origins origins) {
        this.retention = retention;
        this.origins = origins;
    }

    record Wanted(@Nullable Map<String, Integer> months, @Nullable String reason) {}

    @GetMapping("/v1/privacy/retention")
    PersonRetention.Standing standing() {
        return retention.standing();
    }

    /** The first run begins a day later. */
    @PostMapping("/v1/privacy/retention")
    Receipt prescribe(@RequestBody Wanted body, HttpServletRequest request) {
        Map<String, Integer> months = body.months() == null ? Map.of() : body.months();
        return retention.prescribe(months, body.reason(), origins.of(request, body));
    }

    /**
     * Counts only, and nothing is changed.
     *
     * @param months as in {@code customer-service=24,contract=120}; those in use unless given
     */
    @GetMapping("/v1/privacy/retention/preview")
    PersonRetention.Preview preview(@RequestParam(required = false) @Nullable String months) {
        return retention.preview(months == null ? Map.of() : read(months));
    }

    private static Map<String, Integer> read(String months) {
        Map<String, Integer> all = new TreeMap<>();
        for (String each : months.split(",")) {
            String[] pair = each.split("=", 2);
            if (pair.length < 2 || !pair[1].matches("[1-9]\\d{0,3}")) {
                throw Refusal.invalid(
                        "retention.period",
                        "Write periods in months, as in customer-service=24,contract=120");
            }
            all.put(pair[0], Integer.valueOf(pair[1]));
        }
        return all;
    }

    /** Without waiting for tomorrow; it goes on by itself. */
    @PostMapping("/v1/privacy/retention/runs")
    Receipt run(HttpServletRequest request) {
        return retention.run(origins.of(request, null));
    }
}
