package dev.kehu.appraisal;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.value.process.assessment.Assessed;
import dev.kehu.value.process.assessment.Assessing;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Assesses everybody in the open store. */
@Component
final class AssessErrand implements Errand {
    private final Assessing assessing;
    private final JsonMapper json = new JsonMapper();

    AssessErrand(Assessing assessing) {
        this.assessing = assessing;
    }

    @Override
    public String name() {
        return "value-assess";
    }

    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    /**
     * @param args the business day, or nothing
     */
    @Override
    public int run(List<String> args, Replies replies) {
        Optional<LocalDate> end = args.stream().findFirst().map(LocalDate::parse);
        Assessed all =
                assessing.everybody(
                        end,
                        Origin.of("kehu"),
                        n -> replies.progress("%,d customers looked at".formatted(n)));
        replies.progress(
                "%s by %s: %,d of %,d customers were assessed, of the others there is no news."
                        .formatted(
                                all.businessDay(), all.model(), all.assessed(), all.customers()));
        if (all.later() > 0)
            replies.progress("%,d were assessed on a later day already.".formatted(all.later()));
        all.refused()
                .forEach(
                        (code, n) ->
                                replies.progress(
                                        "%,d could not be assessed: %s.".formatted(n, code)));
        replies.answer(json.writeValueAsString(all));
        return all.refused().isEmpty() ? 0 : 1;
    }
}
