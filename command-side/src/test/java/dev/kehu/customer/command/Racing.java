package dev.kehu.customer.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Two commands at the same moment, each tried once, so that a collision is seen. */
final class Racing {
    private Racing() {}

    /** What became of each: {@code done}, the code of its refusal, or the class of its failure. */
    static List<String> both(Firm firm, Object one, Object other) {
        return both(
                one, other, command -> firm.get(Commands.class).once(command, Origin.of("agent")));
    }

    /** As {@link #both(Firm, Object, Object)}, each sent as is given. */
    static List<String> both(Object one, Object other, Consumer<Object> sending) {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            var first = CompletableFuture.supplyAsync(() -> sent(sending, one, start), threads);
            var second = CompletableFuture.supplyAsync(() -> sent(sending, other, start), threads);
            return List.of(first.join(), second.join());
        }
    }

    private static String sent(Consumer<Object> sending, Object command, CyclicBarrier start) {
        try {
            start.await();
            sending.accept(command);
            return "done";
        } catch (Refusal refusal) {
            return refusal.code();
        } catch (Exception failure) {
            return failure.getClass().getSimpleName();
        }
    }
}
