package dev.kehu.platform.saga;

import dev.kehu.platform.outbox.CommandJson;
import dev.kehu.platform.outbox.PlainData;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Asks the pure function and turns its answer into text; writes nothing. */
final class Planning<P extends Record> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");

    private final Process<P> process;
    private final CommandJson commands;
    private final ObjectMapper mapper;
    private final Class<?> type;

    /**
     * @throws IllegalArgumentException when its progress or a command might hold personal data
     */
    Planning(Process<P> process, CommandJson commands, ObjectMapper mapper) {
        this.process = process;
        this.commands = commands;
        this.mapper = mapper;
        this.type = process.start().getClass();
        if (!NAME.matcher(process.name()).matches()) {
            throw new IllegalArgumentException("A process cannot be called " + process.name());
        }
        PlainData.check(type);
        process.sends().forEach(commands::register);
    }

    /** An instance that has heard nothing yet. */
    SagaRow begun(long position) {
        return new SagaRow(
                process.name() + '@' + position,
                process.name(),
                process.revision(),
                mapper.writeValueAsString(process.start()),
                "[]",
                position - 1);
    }

    Plan plan(SagaRow saga, Happening happening) {
        Steps<P> steps = process.next(progress(saga), happening);
        SagaRow after =
                new SagaRow(
                        saga.id(),
                        saga.process(),
                        process.revision(),
                        mapper.writeValueAsString(Objects.requireNonNull(steps.progress())),
                        taken(saga, steps),
                        saga.position());
        List<Plan.Order> orders =
                steps.commands().entrySet().stream()
                        .map(order -> order(order.getKey(), order.getValue()))
                        .toList();
        return new Plan(
                after,
                orders,
                steps.deadlines(),
                steps.cancelled(),
                steps.followed(),
                steps.ended());
    }

    @SuppressWarnings("unchecked") // the type is that of the process's own start
    private P progress(SagaRow saga) {
        if (saga.revision() == process.revision()) {
            return (P) mapper.readValue(saga.progress(), type);
        }
        ObjectNode stored = mapper.readValue(saga.progress(), ObjectNode.class);
        return (P) mapper.treeToValue(process.raise(saga.revision(), stored), type);
    }

    /** A step taken again would be answered as a repeat, and its effect silently missing. */
    private String taken(SagaRow saga, Steps<P> steps) {
        if (steps.commands().isEmpty()) {
            return saga.steps();
        }
        TreeSet<String> taken =
                new TreeSet<>(Arrays.asList(mapper.readValue(saga.steps(), String[].class)));
        for (String step : steps.commands().keySet()) {
            if (!NAME.matcher(step).matches() || !taken.add(step)) {
                throw new IllegalStateException(
                        "Step %s of %s is no name, or was taken before".formatted(step, saga.id()));
            }
        }
        return mapper.writeValueAsString(taken);
    }

    private Plan.Order order(String step, Object command) {
        return new Plan.Order(step, command.getClass().getSimpleName(), commands.write(command));
    }
}
