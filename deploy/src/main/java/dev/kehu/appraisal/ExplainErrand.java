package dev.kehu.appraisal;

import dev.kehu.control.Errand;
import dev.kehu.control.OperatorLooks;
import dev.kehu.control.Replies;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.value.process.explanation.Explaining;
import dev.kehu.value.process.explanation.Explanation;
import dev.kehu.value.process.explanation.Explanation.State;
import dev.kehu.value.process.explanation.Explanation.Step;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;
import java.util.List;

/** Says why a customer's score changed. */
@Component
final class ExplainErrand implements Errand {
    private final Explaining explaining;
    private final PersonErasure people;
    private final OperatorLooks looks;
    private final JsonMapper json = new JsonMapper();

    ExplainErrand(Explaining explaining, PersonErasure people, OperatorLooks looks) {
        this.explaining = explaining;
        this.people = people;
        this.looks = looks;
    }

    @Override
    public String name() {
        return "value-explain";
    }

    @Override
    public Sight sight() {
        return Sight.WRITTEN_DOWN;
    }

    /**
     * @param args the customer by id, code or contact, and two days
     */
    @Override
    public int run(List<String> args, Replies replies) {
        String customer = people.meant(args.getFirst()).value();
        looks.at(customer, "value explain", "analysis");
        Explanation why =
                explaining.explain(
                        customer, LocalDate.parse(args.get(1)), LocalDate.parse(args.get(2)));
        replies.progress(why.from() + ": " + said(why.before()));
        why.steps().forEach(step -> replies.progress("  " + said(step)));
        replies.progress(why.to() + ": " + said(why.after()));
        replies.progress("difference " + why.difference().toPlainString());
        replies.answer(json.writeValueAsString(why));
        return 0;
    }

    private static String said(@Nullable State state) {
        return state == null
                ? "not assessed"
                : "%s, %s, score %s (%s)"
                        .formatted(
                                state.valueClass(),
                                state.trend(),
                                state.score().toPlainString(),
                                state.model());
    }

    private static String said(Step step) {
        String what =
                step.position() == null
                        ? step.cause()
                        : "%s on %s (event %d)".formatted(step.kind(), step.day(), step.position());
        return "%+.9f  %s: %s".formatted(step.change(), what, step.byCriterion());
    }
}
