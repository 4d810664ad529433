package dev.kehu.bench.workload;

import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.Facts;
import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Money;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The interactions that are recorded: number n is the same in every run with the same seed, for
 * every contender. The data a channel sends is 300 bytes of JSON in the middle, 900 at the 95th
 * percentile, 4 KB at most; customers come by Zipf's law with exponent 1. Safe for any thread.
 */
public final class Interactions {
    /** What a later note is tagged with. */
    public static final List<String> NOTE_TAGS = List.of("follow-up");

    private static final int TEMPLATES = 4096;
    private static final int MEDIAN_CONTENT = 90;
    private static final double SPREAD = 1.1;
    private static final int LONGEST_CONTENT = 3_600;

    /** Business time of the first. */
    public static final Instant START = Instant.parse("2024-01-01T08:00:00Z");

    private static final int SECONDS_BETWEEN = 37;
    private static final String[][] CHANNELS = {
        {"web", "35"},
        {"email", "20"},
        {"phone", "15"},
        {"chat", "10"},
        {"sms", "8"},
        {"shop", "8"},
        {"partner", "4"}
    };
    private static final String[] KINDS = {
        "enquiry", "order", "order", "service", "complaint", "visit", "payment", "delivery"
    };

    private final long seed;
    private final Zipf customers;
    private final int count;
    private final Facts[] templates = new Facts[TEMPLATES];

    public Interactions(long seed, int customers) {
        this.seed = seed;
        this.customers = new Zipf(customers);
        count = customers;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TEMPLATES; i++) {
            templates[i] = template(random);
        }
    }

    private static Facts template(SplittableRandom random) {
        String kind = KINDS[random.nextInt(KINDS.length)];
        boolean order = kind.equals("order");
        double size = MEDIAN_CONTENT * Math.exp(SPREAD * gaussian(random));
        return new Facts(
                channel(random.nextInt(100)),
                random.nextInt(5) == 0 ? "outbound" : "inbound",
                kind,
                START,
                Texts.of(random, 30 + random.nextInt(50)),
                Texts.of(random, (int) Math.min(LONGEST_CONTENT, size)),
                order ? new Money(BigDecimal.valueOf(random.nextInt(500_000), 2), "CNY") : null,
                order ? BigDecimal.valueOf(1 + random.nextInt(20)) : null,
                order ? "P-" + random.nextInt(1000) : null,
                null,
                null,
                null,
                "emp-" + random.nextInt(200),
                null,
                random.nextInt(4) == 0 ? List.of("priority", "vip") : null,
                null);
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static String channel(int percent) {
        int sum = 0;
        for (String[] channel : CHANNELS) {
            sum += Integer.parseInt(channel[1]);
            if (percent < sum) {
                return channel[0];
            }
        }
        return CHANNELS[0][0];
    }

    /** How many customers there are. */
    public int customers() {
        return count;
    }

    /** The customer of interaction n, from 0. */
    public int customer(long n) {
        return customers.at((mix(n) >>> 11) * 0x1.0p-53);
    }

    /** The code a customer is registered under. */
    public static String code(int customer) {
        return "B-%06d".formatted(customer);
    }

    /** What interaction n was about. */
    public Facts facts(long n) {
        Facts t = templates[Math.floorMod(mix(~n), TEMPLATES)];
        return new Facts(
                t.channel(),
                t.direction(),
                t.kind(),
                START.plusSeconds(n * SECONDS_BETWEEN % 50_000_000),
                t.summary(),
                t.content(),
                t.amount(),
                t.quantity(),
                t.product(),
                t.cost(),
                t.durationSeconds(),
                t.inReplyTo(),
                t.employee(),
                t.competitor(),
                t.tags(),
                t.further());
    }

    /** The stream of interaction n. */
    public InteractionId id(long n) {
        return new InteractionId(InteractionId.PREFIX + hash(n));
    }

    /** Interaction n as the event that records it. */
    public InteractionRecorded recorded(long n) {
        return recorded(n, customerId(n), facts(n).occurredAt());
    }

    /** The same with another customer, at another time. */
    public InteractionRecorded recorded(long n, CustomerId customer, Instant at) {
        Facts f = facts(n);
        return new InteractionRecorded(
                id(n),
                customer,
                f.channel(),
                f.direction(),
                f.kind(),
                at,
                f.amount(),
                f.quantity(),
                f.product(),
                f.cost(),
                f.durationSeconds(),
                f.employee(),
                f.summary(),
                f.content(),
                f.competitor(),
                f.tags(),
                f.further(),
                f.inReplyTo(),
                "/bench",
                Long.toString(n),
                hash(n + 1));
    }

    /** A later note on interaction n. */
    public InteractionAnnotated annotated(long n, long note) {
        Facts f = facts(n + note);
        return new InteractionAnnotated(
                id(n), customerId(n), f.summary(), NOTE_TAGS, f.occurredAt());
    }

    /** The first event of a customer. */
    public CustomerRegistered registered(int customer) {
        return new CustomerRegistered(
                customerAt(customer), code(customer), "Customer " + customer, "firm", START);
    }

    private CustomerId customerId(long n) {
        return customerAt(customer(n));
    }

    /** Id of a customer by its number; those from {@link #customers} on do not come by chance. */
    public CustomerId customerAt(int customer) {
        return new CustomerId(CustomerId.PREFIX + hash(-1L - customer));
    }

    /** One interaction as a channel posts it: the members of CloudEvents {@code data}. */
    public Map<String, Object> data(long n) {
        Facts f = facts(n);
        var data = new java.util.LinkedHashMap<String, Object>();
        data.put("channel", f.channel());
        data.put("direction", f.direction());
        data.put("kind", f.kind());
        data.put("customer", Map.of("code", code(customer(n))));
        data.put("summary", f.summary());
        data.put("content", f.content());
        data.put("employee", f.employee());
        if (f.amount() != null) {
            data.put(
                    "amount",
                    Map.of(
                            "value", f.amount().value().toPlainString(),
                            "currency", f.amount().currency()));
            data.put("quantity", f.quantity());
            data.put("product", f.product());
        }
        return data;
    }

    private String hash(long n) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(mix(n))
                + hex.toHexDigits(mix(n ^ 0x5DEECE66DL))
                + hex.toHexDigits((int) mix(n + seed));
    }

    private long mix(long n) {
        long z = (n + seed) * 0x9E3779B97F4A7C15L + seed;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
