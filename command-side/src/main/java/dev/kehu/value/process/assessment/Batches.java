package dev.kehu.value.process.assessment;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.value.api.CustomerValueCommand;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sends commands to streams of different customers many at a time, in order of the streams; by one
 * thread. One that is refused keeps no other from being recorded.
 */
final class Batches {
    private static final int MOST = 256;

    private final Commands commands;
    private final Origin origin;
    private final SortedMap<String, CustomerValueCommand> waiting = new TreeMap<>();
    private long sent;

    Batches(Commands commands, Origin origin) {
        this.commands = commands;
        this.origin = origin;
    }

    void add(CustomerValueCommand command, Consumer<Refusal> refused) {
        waiting.put(command.valueId().value(), command);
        if (waiting.size() >= MOST) send(refused);
    }

    void send(Consumer<Refusal> refused) {
        if (waiting.isEmpty()) return;
        try {
            commands.together(waiting, origin);
            sent += waiting.size();
        } catch (RuntimeException oneOfThem) {
            waiting.values().forEach(each -> alone(each, refused));
        }
        waiting.clear();
    }

    private void alone(CustomerValueCommand command, Consumer<Refusal> refused) {
        try {
            commands.send(command, origin);
            sent++;
        } catch (Refusal refusal) {
            refused.accept(refusal);
        }
    }

    long sent() {
        return sent;
    }
}
