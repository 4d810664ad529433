package dev.kehu.interaction.web;

import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.WriteSide;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that records interactions from many threads until it is killed. Each line of its output
 * is an interaction's id and the position it was acknowledged at.
 */
final class Victim {
    static final int THREADS = 16;
    static final int CUSTOMERS = 40;

    private Victim() {}

    /** The directory, and what the ids of this life start with. */
    public static void main(String[] args) throws Exception {
        @SuppressWarnings("resource") // it ends by being killed
        WriteSide kehu = WriteSide.open(Path.of(args[0]));
        BatchIntake intake = kehu.get(BatchIntake.class);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("ready");
        for (int thread = 0; thread < THREADS; thread++) {
            int mine = thread;
            Thread.ofPlatform().start(() -> record(intake, out, args[1] + "-" + mine + "-"));
        }
        Thread.currentThread().join();
    }

    private static void record(BatchIntake intake, PrintStream out, String prefix) {
        for (int i = 0; ; i++) {
            ItemResult result = send(intake, prefix + i);
            if (result.status().equals("accepted")) {
                out.println(result.id() + " " + result.position());
            } else {
                out.println("? " + result);
            }
        }
    }

    static ItemResult send(BatchIntake intake, String id) {
        return intake.take(List.of(event(id).getBytes(StandardCharsets.UTF_8)), Origin.of("shop"))
                .getFirst();
    }

    /** Many ids share a customer, so that contacts are claimed in races all the time. */
    private static String event(String id) {
        int customer = Math.floorMod(id.hashCode(), CUSTOMERS);
        return """
        {"specversion":"1.0","id":"%s","source":"/kill","type":"dev.kehu.interaction.v1","time":"1997-01-18T12:00:00Z",
         "data":{"channel":"web","direction":"inbound","kind":"order","summary":"s",
                 "customer":{"contact":{"kind":"email","value":"c%s-%d@example.org"}}}}\
        """
                .formatted(id, id.substring(0, id.indexOf('-')), customer);
    }
}
