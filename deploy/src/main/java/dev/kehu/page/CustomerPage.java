package dev.kehu.page;

import dev.kehu.kernel.Refusal;
import dev.kehu.page.Reading.Customer;
import dev.kehu.page.Reading.Filter;
import dev.kehu.page.Reading.Moment;
import dev.kehu.page.Reading.Score;
import dev.kehu.page.chart.Along;
import dev.kehu.page.chart.Datum;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

import java.util.List;

/** {@code GET /customers/{id}}: one customer on one page, now or as of any moment. */
@Controller
class CustomerPage {
    private static final int LIMIT = 25;

    private final Reading reading;
    private final Header header;

    CustomerPage(Reading reading, Header header) {
        this.reading = reading;
        this.header = header;
    }

    /** What the address may ask; empty is not asked. */
    record Asked(
            @Nullable String asOf,
            @Nullable String knownAt,
            @Nullable String channel,
            @Nullable String kind,
            @Nullable String chart,
            @Nullable String currency,
            @Nullable String cursor) {
        Address at(String id) {
            return Address.of("customers", id)
                    .with("asOf", asOf)
                    .with("knownAt", knownAt)
                    .with("channel", channel)
                    .with("kind", kind)
                    .with("chart", chart)
                    .with("currency", currency);
        }

        /** A list of the customer as the page shows it, from the API. */
        Address file(String id, String list) {
            return Address.of("v1", "customers", id, list)
                    .with("asOf", asOf)
                    .with("knownAt", knownAt);
        }

        Filter filter() {
            return new Filter(word(channel), word(kind));
        }

        static @Nullable String word(@Nullable String text) {
            return text == null || text.isBlank() ? null : text;
        }
    }

    @ModelAttribute
    void header(Model model) {
        header.write(model);
    }

    @GetMapping("/customers/{id}")
    String customer(@PathVariable("id") String id, Asked asked, Model model) {
        Moment moment = Moments.of(asked.asOf(), asked.knownAt(), reading.zone());
        Customer customer =
                reading.customer(id, moment)
                        .orElseThrow(
                                () ->
                                        Refusal.unknown(
                                                "customer.unknown", "No customer has this id."));
        Address here = asked.at(customer.id());
        model.addAttribute("customer", customer);
        model.addAttribute("merged", !customer.id().equals(id));
        model.addAttribute("moment", moment);
        model.addAttribute("asked", asked);
        model.addAttribute("here", here);
        model.addAttribute(
                "live",
                Address.of("v1", "customers", customer.id(), "live")
                        .with("since", Long.toString(customer.freshness().position())));
        timeline(customer, moment, asked, here, model);
        scores(reading.scores(customer.id(), moment), model);
        model.addAttribute(
                "chart",
                MonthChart.of(
                        reading.months(customer.id(), moment), asked.chart(), asked.currency()));
        return "customer";
    }

    private static void scores(List<Score> scores, Model model) {
        List<Datum> data =
                scores.stream().map(s -> new Datum(s.day(), "", List.of(s.score()))).toList();
        model.addAttribute("scores", scores.reversed());
        model.addAttribute("scoreLine", new Along(data, List.of("score"), true).line());
    }

    private void timeline(
            Customer customer, Moment moment, Asked asked, Address here, Model model) {
        String cursor = Asked.word(asked.cursor());
        var timeline = reading.timeline(customer.id(), moment, asked.filter(), cursor, LIMIT);
        model.addAttribute("filter", asked.filter());
        model.addAttribute("timeline", timeline);
        model.addAttribute(
                "timelineFiles",
                asked.file(customer.id(), "timeline")
                        .with("channel", asked.channel())
                        .with("kind", asked.kind()));
        model.addAttribute("monthFiles", asked.file(customer.id(), "value-history"));
        model.addAttribute("first", cursor == null ? null : here);
        model.addAttribute(
                "more", timeline.next() == null ? null : here.with("cursor", timeline.next()));
    }
}
