package dev.kehu.platform.projection.kill;

import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Rebuilds all views and stands still at one step, to be killed there. */
final class Victim {
    static final String STANDS = "stands ";
    static final String DONE = "done";
    private static final int EVENTS = 12_000;

    private Victim() {}

    /** The same in every process. */
    static Story story(long seed) {
        Story story = new Story("story");
        Scenario.random(story, new Random(seed), EVENTS);
        return story;
    }

    /**
     * Arguments: the file, the seed, which step (0: none), bytes it may gather, milliseconds to
     * stand before it tells.
     */
    public static void main(String[] args) {
        int fatal = Integer.parseInt(args[2]);
        long millis = Long.parseLong(args[4]);
        AtomicInteger steps = new AtomicInteger();
        ViewStore file = EmbeddedViewStore.open(Path.of(args[0]), Duration.ofMillis(15));
        ViewStore store =
                new Stepping(
                        file,
                        (step, before) -> {
                            int number = steps.incrementAndGet();
                            if (fatal == 0) tell(number, step, before);
                            if (number != fatal) return;
                            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
                            tell(number, step, before);
                            standStill();
                        });
        long gathered = Long.parseLong(args[3]); // so little that it writes often
        World world = new World(story(Long.parseLong(args[1])), store, 200, gathered);
        world.get(Rebuild.class).rebuild(world.views().names(), progress -> true);
        System.out.println(DONE);
        Runtime.getRuntime().halt(0);
    }

    private static void tell(int number, String step, boolean before) {
        System.out.println(STANDS + number + (before ? " before " : " after ") + step);
    }

    private static void standStill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
