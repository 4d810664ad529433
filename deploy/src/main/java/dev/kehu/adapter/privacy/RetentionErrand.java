package dev.kehu.adapter.privacy;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.privacy.process.retention.PersonRetention;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long people are kept, from the command line. */
@Component
final class RetentionErrand implements Errand {
    private static final Origin OPERATOR = Origin.of("operator");
    private static final JsonMapper JSON = new JsonMapper();

    private final PersonRetention retention;

    RetentionErrand(PersonRetention retention) {
        this.retention = retention;
    }

    @Override
    public String name() {
        return "retention";
    }

    /** Counts and periods alone. */
    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    /**
     * @param args {@code show}, {@code set}, {@code preview} or {@code run}; the reason or nothing;
     *     then {@code purpose=months}
     */
    @Override
    public int run(List<String> args, Replies replies) {
        try {
            Map<String, Integer> months = months(args.subList(2, args.size()));
            return switch (args.getFirst()) {
                case "set" ->
                        answered(
                                receipt(retention.prescribe(months, args.get(1), OPERATOR)),
                                replies);
                case "run" -> answered(receipt(retention.run(OPERATOR)), replies);
                case "preview" -> previewed(retention.preview(months), replies);
                default -> shown(retention.standing(), replies);
            };
        } catch (Refusal refusal) {
            replies.complain(refusal.getMessage() + " (" + refusal.code() + ")");
            replies.answer(
                    JSON.writeValueAsString(
                            Map.of("code", refusal.code(), "detail", refusal.getMessage())));
            return 1;
        }
    }

    private static Map<String, Integer> months(List<String> pairs) {
        Map<String, Integer> all = new TreeMap<>();
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            all.put(parts[0], Integer.valueOf(parts[1]));
        }
        return all;
    }

    private static Map<String, String> receipt(Receipt receipt) {
        return receipt.ids();
    }

    private static int answered(Object answer, Replies replies) {
        replies.progress("Recorded; ./kehu privacy retention shows how it stands.");
        replies.answer(JSON.writeValueAsString(answer));
        return 0;
    }

    private static int previewed(PersonRetention.Preview it, Replies replies) {
        replies.progress(
                "On %s, by %s: %,d people, %,d due (%,d of them held), %,d kept without an end"
                        .formatted(
                                it.day(),
                                it.months(),
                                it.people(),
                                it.due(),
                                it.held(),
                                it.endless()));
        it.byPurpose()
                .forEach((purpose, due) -> replies.progress("  %s: %,d".formatted(purpose, due)));
        replies.answer(JSON.writeValueAsString(it));
        return 0;
    }

    private static int shown(PersonRetention.Standing it, Replies replies) {
        if (it.periods().isEmpty()) {
            replies.progress("No periods are laid down; everybody is kept without an end.");
        }
        for (PersonRetention.Periods each : it.periods()) {
            replies.progress(
                    "%d: months %s, by %s at %s"
                            .formatted(each.number(), each.months(), each.by(), each.at()));
        }
        for (PersonRetention.Run run : it.runs()) {
            replies.progress(
                    "run %d by periods %d: %s"
                            .formatted(
                                    run.run(),
                                    run.number(),
                                    run.outcome() == null ? "under way" : run.outcome()));
        }
        if (it.done() != null) {
            replies.progress("  %,d of %,d".formatted(it.done().done(), it.done().of()));
        }
        replies.answer(JSON.writeValueAsString(it));
        return 0;
    }
}
