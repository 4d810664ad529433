package dev.kehu.customer.view.report;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Money;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two years of a firm, from a seed: late events, merges, separations, both directions. */
final class Trading {
    private static final List<String> CHANNELS = List.of("web", "phone", "email", "fair", "pigeon");
    private static final List<String> KINDS =
            List.of("order", "order", "enquiry", "complaint", "service", "campaign", "survey");
    private static final long SECONDS = 720L * 86_400;

    private final Story story;
    private final Random random;
    private final Scenario scenario;
    private final List<String> alone = new ArrayList<>();
    private final List<String[]> merged = new ArrayList<>();

    Trading(Story story, Random random) {
        this.story = story;
        this.random = random;
        this.scenario = new Scenario(story);
    }

    Story until(int events) {
        for (int i = 0; i < 25; i++) {
            scenario.opens("customer-" + i, "1997-01-01");
            alone.add("customer-" + i);
        }
        while (story.head() < events) next();
        return story;
    }

    private void next() {
        int what = random.nextInt(30);
        if (what == 0 && alone.size() > 5) {
            String absorbed = alone.remove(random.nextInt(alone.size()));
            String survivor = alone.get(random.nextInt(alone.size()));
            scenario.merges(survivor, absorbed, time().toString());
            merged.add(new String[] {survivor, absorbed});
        } else if (what == 1 && !merged.isEmpty()) {
            String[] pair = merged.remove(random.nextInt(merged.size()));
            scenario.separates(pair[0], pair[1], time().toString());
            alone.add(pair[1]);
        } else {
            meets("customer-" + random.nextInt(25), time());
        }
    }

    /** Often the same moment, so that the order in history has to decide. */
    private Instant time() {
        long second = (long) (random.nextDouble() * SECONDS / 7_200) * 7_200;
        return Instant.parse("1997-01-02T00:00:00Z").plusSeconds(second);
    }

    private void meets(String customer, Instant at) {
        String kind = one(KINDS);
        boolean order = kind.equals("order");
        String product = order && random.nextInt(4) > 0 ? "P" + random.nextInt(6) : null;
        tell(customer, one(CHANNELS), one(List.of("inbound", "outbound")), kind, at, product);
    }

    void tell(
            String customer,
            String channel,
            String direction,
            String kind,
            Instant at,
            @Nullable String product) {
        InteractionId id = new InteractionId("interaction-t" + story.head());
        Money amount =
                kind.equals("order") && random.nextInt(10) > 0
                        ? new Money(
                                BigDecimal.valueOf(random.nextInt(10_000), 2),
                                random.nextInt(4) == 0 ? "EUR" : "USD")
                        : null;
        story.tell(
                id.value(),
                new InteractionRecorded(
                        id,
                        new CustomerId(customer),
                        channel,
                        direction,
                        kind,
                        at,
                        amount,
                        null,
                        product,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "fp"));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
