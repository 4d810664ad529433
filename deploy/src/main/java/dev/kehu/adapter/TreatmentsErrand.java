package dev.kehu.adapter;

import dev.kehu.control.Errand;
import dev.kehu.control.OperatorLooks;
import dev.kehu.control.Replies;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.value.view.valuehistory.ValueHistoryApi;
import dev.kehu.value.view.valuehistory.ValueHistoryApi.Done;
import dev.kehu.value.view.valuehistory.ValueHistoryApi.Stood;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which treatments a customer had, and what followed. */
@Component
final class TreatmentsErrand implements Errand {
    /** From the history itself, which is never behind: no view need have caught up. */
    private static final AsOf EVER = new AsOf(Instant.parse("9999-12-31T00:00:00Z"), null);

    private final ValueHistoryApi value;
    private final PersonErasure people;
    private final OperatorLooks looks;
    private final JsonMapper json = new JsonMapper();

    TreatmentsErrand(ValueHistoryApi value, PersonErasure people, OperatorLooks looks) {
        this.value = value;
        this.people = people;
        this.looks = looks;
    }

    @Override
    public String name() {
        return "value-treatments";
    }

    @Override
    public Sight sight() {
        return Sight.WRITTEN_DOWN;
    }

    /**
     * @param args the customer by id, code or contact
     */
    @Override
    public int run(List<String> args, Replies replies) {
        String customer = people.meant(args.getFirst()).value();
        looks.at(customer, "value treatments", "analysis");
        List<Done> done = value.read(customer, EVER).treatments();
        if (done.isEmpty()) replies.progress("No treatment was applied to this customer.");
        done.forEach(each -> replies.progress(said(each)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("customer", customer);
        answer.put("treatments", done);
        replies.answer(json.writeValueAsString(answer));
        return 0;
    }

    private static String said(Done each) {
        return "%d  %s  %s (%s %s): %s, then %s%s"
                .formatted(
                        each.number(),
                        each.at(),
                        each.action(),
                        each.cost(),
                        each.currency(),
                        said(each.before()),
                        said(each.after()),
                        each.outcome() == null ? "" : "  " + each.outcome());
    }

    private static String said(@Nullable Stood standing) {
        return standing == null
                ? "not assessed since"
                : "%s %s".formatted(standing.valueClass(), standing.score().toPlainString());
    }
}
