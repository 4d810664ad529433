package dev.kehu.demo;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.lifecycle.web.Body;
import dev.kehu.lifecycle.web.Wishes;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.state.StateTokenStore;

import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A year in the life of an implementation, told by ordinary commands while the business day moves
 * through the time of the purchases; what the saga does in between it does by itself. Each command
 * has a request id of its own, so an interrupted story goes on where it was.
 */
@Component
final class DemoProject {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long GLANCE = Duration.ofMillis(2).toNanos();
    private static final String SPONSOR = "admin";
    private static final String LEAD = "agent";

    private final Commands commands;
    private final Wishes wishes;
    private final Measuring measuring;
    private final BusinessClock clock;
    private final Quiet quiet;
    private String id = "";
    private int told;

    /** What tells that nothing is left to follow by itself today. */
    @Component
    record Quiet(
            History history,
            Outbox outbox,
            Deadlines deadlines,
            StateTokenStore tokens,
            BusinessClock clock) {
        boolean now() {
            return tokens.reached("saga-implementation") >= history.head()
                    && deadlines.overdue(clock.now()) == 0
                    && outbox.size() == 0
                    && tokens.reached("saga-implementation") >= history.head();
        }
    }

    DemoProject(
            Commands commands,
            Wishes wishes,
            Measuring measuring,
            BusinessClock clock,
            Quiet quiet) {
        this.commands = commands;
        this.wishes = wishes;
        this.measuring = measuring;
        this.clock = clock;
        this.quiet = quiet;
    }

    /** Tells the story up to a day, the last one included, and leaves the business day there. */
    void live(LocalDate end) {
        begin(end);
        stage(1, "1997-07-31", end);
        train(end);
        stage(2, "1997-10-05", end);
        stage(3, "1997-12-31", end);
        overrule(end);
        late(end);
        close(end);
        reach(end.toString(), end);
    }

    private void begin(LocalDate end) {
        if (!reach("1997-06-30", end)) return;
        Origin origin = origin(SPONSOR);
        Body body =
                body(
                        "name",
                        "One face for every customer",
                        "sponsor",
                        SPONSOR,
                        "team",
                        Map.of(LEAD, "lead", "analyst", "controller"));
        id =
                commands.send(wishes.start(body, SPONSOR), origin)
                        .ids()
                        .getOrDefault("implementationId", "");
        settle();
        ask("authorities", SPONSOR, body("role", "lead", "limit", "5000 USD"));
        goal(Measure.REPEAT_PURCHASE_RATE, 6, "1.25", "1998-06-30", 3);
        goal(Measure.CUSTOMERS_ACTIVE, 3, "1.10", "1998-03-31", 2);
        goal(Measure.INCOME_30_DAYS, 6, "1.20", "1998-06-30", 1);
        goal(Measure.STAFF_TRAINED, 2, "", "1997-09-30", 1);
        ask("standards", LEAD, body("role", "lead", "text", "Answers whoever asks, once"));
        ask("standards", LEAD, body("text", "Every contact is recorded on the day it happens"));
    }

    /** So many times as much as on the day the goal is set, or three. */
    private void goal(Measure measure, int stage, String times, String due, int weight) {
        BigDecimal target =
                times.isEmpty()
                        ? BigDecimal.valueOf(3)
                        : measuring
                                .measure(measure, clock.today())
                                .map(Figure::value)
                                .orElse(BigDecimal.ONE)
                                .multiply(new BigDecimal(times))
                                .setScale(measure.unit().equals("share") ? 3 : 0, RoundingMode.UP);
        Body body =
                body(
                        "measure", measure.label(),
                        "direction", "up",
                        "target", target,
                        "due", due,
                        "stage", stage,
                        "weight", weight);
        ask("goals", LEAD, body);
    }

    private void train(LocalDate end) {
        if (!reach("1997-09-01", end)) return;
        String[] employees = {"agent", "analyst", "credit"};
        for (String employee : employees) {
            ask("trainings", LEAD, body("employee", employee, "topic", "operation"));
            ask("acceptances", LEAD, body("employee", employee, "score", 4));
        }
    }

    /** The last step of the loop is planned, done, and the gate is asked for. */
    private void stage(int stage, String day, LocalDate end) {
        LocalDate before = LocalDate.parse(day).minusDays(20);
        if (!reach(before.toString(), end)) return;
        ask("steps", LEAD, body("stage", stage, "step", 1, "due", day));
        ask("steps", LEAD, body("stage", stage, "step", 7, "due", day));
        ask("completions", LEAD, body("stage", stage, "step", 1, "evidence", "Minutes"));
        if (!reach(day, end)) return;
        ask(
                "completions",
                LEAD,
                body("stage", stage, "step", 7, "evidence", "Report on the stage"));
        settle();
        ask("gates", LEAD, body("stage", stage, "decision", "pass", "spends", "4000 USD"));
    }

    private void overrule(LocalDate end) {
        if (!reach("1998-01-31", end)) return;
        ask(
                "gates",
                SPONSOR,
                body(
                        "stage",
                        3,
                        "decision",
                        "overrule",
                        "reason",
                        "The buyers won by the launch leave whatever we do; the framework"
                                + " is what keeps the others"));
    }

    /** Nobody hurries, so the saga reminds, and tells the sponsor. */
    private void late(LocalDate end) {
        if (!reach("1998-02-10", end)) return;
        ask("steps", LEAD, body("stage", 4, "step", 7, "owner", "analyst", "due", "1998-03-10"));
        if (!reach("1998-04-15", end)) return;
        ask(
                "completions",
                "analyst",
                body("stage", 4, "step", 7, "evidence", "Framework, second edition"));
        settle();
        ask("gates", LEAD, body("stage", 4, "decision", "pass"));
    }

    private void close(LocalDate end) {
        if (!reach("1998-05-31", end)) return;
        ask("steps", LEAD, body("stage", 5, "step", 7, "due", "1998-07-31"));
        ask(
                "lessons",
                LEAD,
                body(
                        "metric", "customers-active",
                        "lesson", "A goal set while a campaign runs starts too high"));
        if (reach("1998-06-30", end)) ask("evaluations", SPONSOR, body());
    }

    /** Whether the story gets as far as that day. */
    private boolean reach(String text, LocalDate end) {
        LocalDate day = LocalDate.parse(text);
        if (day.isAfter(end)) return false;
        settle();
        boolean set = !clock.today().isAfter(Demo.BUSINESS_DAY);
        if (!set || clock.today().isBefore(day))
            commands.send(new AdvanceBusinessDay(day, clock.real()), Origin.of("kehu"));
        settle();
        return true;
    }

    private void ask(String wish, String user, Body body) {
        commands.send(wishes.of(wish, id, body, user), origin(user));
    }

    private Origin origin(String user) {
        return new Origin(user, "demo-project-" + ++told, "demo", null);
    }

    private static Body body(Object... pairs) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) members.put(pairs[i].toString(), pairs[i + 1]);
        return new Body(members);
    }

    private void settle() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!quiet.now()) {
            if (System.nanoTime() > until)
                throw new DemoFailed("The demo's project did not come to rest.");
            LockSupport.parkNanos(GLANCE);
        }
    }
}
