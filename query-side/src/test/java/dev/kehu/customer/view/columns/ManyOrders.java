package dev.kehu.customer.view.columns;

import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import java.nio.file.Path;

/** A long history, the same in every process; as a program, it copies it until it is killed. */
final class ManyOrders {
    static final int EVENTS = 60_000;
    static final String OPEN = "open";

    private ManyOrders() {}

    static Story story() {
        Story story = new Story("many");
        Scenario scenario = new Scenario(story);
        for (int i = 0; i < EVENTS; i++)
            scenario.orders("customer-" + i % 1_000, "1997-%02d-01".formatted(1 + i % 12), "1.25");
        return story;
    }

    public static void main(String[] args) throws InterruptedException {
        Story story = story();
        try (Copy copy = new Copy(Path.of(args[0]), story)) {
            copy.analysis.reach(1, Copy.PATIENCE);
            System.out.println(OPEN);
            Thread.currentThread().join(); // until it is killed
        }
    }
}
