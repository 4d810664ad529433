package dev.kehu.lifecycle.formula;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.lifecycle.api.Measure;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Who answered whom, and when, beside a search through all of it. */
class ResponsesTest extends CountedFirm {
    @Test
    void looksForTheNextAnswerOfEachQuestion() {
        List<Double> minutes = new ArrayList<>();
        List<InteractionRecorded> asked =
                until(
                                e ->
                                        e.direction().equals("inbound")
                                                && List.of("enquiry", "complaint")
                                                        .contains(e.kind()))
                        .toList();
        for (InteractionRecorded question : asked)
            next(
                    question,
                    e ->
                            e.direction().equals("outbound")
                                    && !List.of("campaign", "survey").contains(e.kind()),
                    minutes);
        minutes.sort(Comparator.naturalOrder());
        int n = minutes.size();
        is(
                Measure.FIRST_RESPONSE_TIME,
                n % 2 == 1
                        ? minutes.get(n / 2)
                        : (minutes.get(n / 2 - 1) + minutes.get(n / 2)) / 2);
        is(
                Measure.ANSWERED_WITHIN_HOUR,
                (double) minutes.stream().filter(m -> m <= 60).count() / asked.size());
    }

    @Test
    void looksWhoCameBackOnACampaign() {
        List<Double> minutes = new ArrayList<>();
        List<InteractionRecorded> sent = until(e -> e.kind().equals("campaign")).toList();
        for (InteractionRecorded message : sent)
            next(message, e -> e.direction().equals("inbound"), minutes);
        is(
                Measure.CAMPAIGN_RESPONSE,
                (double) minutes.stream().filter(m -> m <= 30 * 24 * 60).count() / sent.size());
    }

    private void next(
            InteractionRecorded of, Predicate<InteractionRecorded> answer, List<Double> minutes) {
        until(answer)
                .filter(e -> who(e).equals(who(of)) && !e.occurredAt().isBefore(of.occurredAt()))
                .min(Comparator.comparing(InteractionRecorded::occurredAt))
                .ifPresent(
                        e ->
                                minutes.add(
                                        (e.occurredAt().toEpochMilli()
                                                        - of.occurredAt().toEpochMilli())
                                                / 60_000.0));
    }
}
