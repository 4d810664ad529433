package dev.kehu.adapter;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationCommand;
import dev.kehu.lifecycle.view.implementation.EvaluationAnswer;
import dev.kehu.lifecycle.view.implementation.GetEvaluationOfImplementation;
import dev.kehu.lifecycle.view.implementation.GetImplementationById;
import dev.kehu.lifecycle.view.implementation.ImplementationAnswer;
import dev.kehu.lifecycle.view.implementation.ImplementationsApi;
import dev.kehu.lifecycle.web.Body;
import dev.kehu.lifecycle.web.Wishes;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.projection.ViewPositions;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows implementations on the command line, and takes what is asked of them. */
@Component
final class LifecycleErrand implements Errand {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 500;
    private static final String OPERATOR = "operator";
    private static final JsonMapper JSON = new JsonMapper();

    private final ImplementationsApi implementations;
    private final Wishes wishes;
    private final Commands commands;
    private final History history;
    private final ViewPositions positions;

    LifecycleErrand(
            ImplementationsApi implementations,
            Wishes wishes,
            Commands commands,
            History history,
            ViewPositions positions) {
        this.implementations = implementations;
        this.wishes = wishes;
        this.commands = commands;
        this.history = history;
        this.positions = positions;
    }

    @Override
    public String name() {
        return "lifecycle";
    }

    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    /**
     * @param args a word, the implementation where it is about one, then {@code name=value} pairs
     */
    @Override
    public int run(List<String> args, Replies replies) {
        try {
            positions.await(Set.of("implementation"), history.head(), PATIENCE);
            return switch (args.getFirst()) {
                case "list" -> list(replies);
                case "measures" -> answered(implementations.measures(), replies);
                case "show" -> shown(one(args), replies);
                case "evaluate" -> evaluated(args, replies);
                default -> sent(args, replies);
            };
        } catch (Refusal refusal) {
            replies.complain(refusal.getMessage() + " (" + refusal.code() + ")");
            replies.answer(
                    JSON.writeValueAsString(
                            Map.of("code", refusal.code(), "detail", refusal.getMessage())));
            return 1;
        }
    }

    private static int answered(Object answer, Replies replies) {
        replies.answer(JSON.writeValueAsString(answer));
        return 0;
    }

    private int list(Replies replies) {
        ImplementationsApi.Items items = implementations.list(null, MOST);
        for (ImplementationsApi.Item item : items.items())
            replies.progress(
                    "%s  stage %d, %s: %s"
                            .formatted(item.id(), item.stage(), item.status(), item.name()));
        return answered(items, replies);
    }

    private ImplementationAnswer one(List<String> args) {
        return implementations.one(new GetImplementationById(args.get(1)));
    }

    private static int shown(ImplementationAnswer it, Replies replies) {
        replies.progress("%s: stage %d, %s".formatted(it.name(), it.stage(), it.status()));
        for (var stage : it.stages()) {
            replies.progress("stage %d is %s".formatted(stage.stage(), stage.state()));
            for (var gate : stage.gates())
                replies.progress(
                        "  %s by %s: %s".formatted(gate.decision(), gate.by(), gate.reason()));
            for (var step : stage.steps())
                replies.progress(
                        "  %d %s: %s, %s"
                                .formatted(
                                        step.step(),
                                        step.name(),
                                        step.owner(),
                                        step.doneAt() == null ? "due " + step.due() : "done"));
        }
        for (var goal : it.goals())
            replies.progress(
                    "%s: %s, from %s to %s by %s"
                            .formatted(
                                    goal.metric(),
                                    goal.current().toPlainString(),
                                    goal.baseline().toPlainString(),
                                    goal.target().toPlainString(),
                                    goal.due()));
        return answered(it, replies);
    }

    private int evaluated(List<String> args, Replies replies) {
        String asOf = pairs(args).get("asOf");
        EvaluationAnswer it =
                implementations.evaluation(new GetEvaluationOfImplementation(args.get(1), asOf));
        for (var goal : it.goals())
            replies.progress(
                    "%s: %s [%s, %s], from %s to %s: %s"
                            .formatted(
                                    goal.metric(),
                                    goal.result().toPlainString(),
                                    goal.interval().getFirst().toPlainString(),
                                    goal.interval().getLast().toPlainString(),
                                    goal.baseline().toPlainString(),
                                    goal.target().toPlainString(),
                                    goal.achieved() ? "achieved" : "not achieved"));
        replies.progress("As of %s: %s".formatted(it.asOf(), it.verdict()));
        return answered(it, replies);
    }

    private int sent(List<String> args, Replies replies) {
        Body body = new Body(pairs(args));
        ImplementationCommand command =
                args.getFirst().equals("start")
                        ? wishes.start(body, OPERATOR)
                        : wishes.of(args.getFirst(), args.get(1), body, OPERATOR);
        Receipt receipt = commands.send(command, Origin.of(OPERATOR));
        Map<String, Object> answer = new LinkedHashMap<>(receipt.ids());
        answer.put("position", receipt.position());
        replies.progress("Done: " + receipt.ids());
        return answered(answer, replies);
    }

    private static Map<String, String> pairs(List<String> args) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals > 0) pairs.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return pairs;
    }
}
