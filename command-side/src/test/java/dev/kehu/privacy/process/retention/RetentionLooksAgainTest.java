package dev.kehu.privacy.process.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Comparator.comparing;

import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.api.Needs;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.RetentionCommand.Outcome;
import dev.kehu.privacy.api.RetentionCommand.PrescribeRetention;
import dev.kehu.privacy.api.RetentionId;

import org.axonframework.commandhandling.CommandBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Primary;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A run takes its time, and goes by what is true when somebody's turn comes. */
class RetentionLooksAgainTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Keeps the first erasure from being finished until something else has happened. */
    static final class Gate implements Forgetful {
        static final BlockingQueue<Collection<String>> MET = new LinkedBlockingQueue<>();
        static final Semaphore OPEN = new Semaphore(0);

        @Override
        public String place() {
            return "gate";
        }

        @Override
        public void forget(Collection<String> subjects, long position) {
            MET.add(subjects);
            OPEN.acquireUninterruptibly();
            OPEN.release();
        }

        @Override
        public void forgetTexts(
                Collection<String> customers, Collection<String> subjects, long position) {
            forget(subjects, position);
        }

        @Override
        public boolean remembers(Collection<String> subjects) {
            return false;
        }
    }

    @BeforeEach
    void shut() {
        Gate.OPEN.drainPermits();
        Gate.MET.clear();
    }

    private static void prescribed(Firm firm, int months, Instant at) {
        Map<String, Integer> all =
                Map.of("customer-service", months, "contract", months, "consent", months);
        firm.send(
                new PrescribeRetention(RetentionId.FIRM, all, "as agreed", at), Origin.of("boss"));
    }

    private static List<CustomerId> three(Firm firm) {
        return Stream.of("L-1", "L-2", "L-3").map(code -> firm.registered(code)).toList();
    }

    /** Those whose turn has not come. */
    private static List<CustomerId> left(List<CustomerId> due) throws InterruptedException {
        Collection<String> first = Gate.MET.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        List<CustomerId> left = due.stream().filter(it -> !first.contains(it.value())).toList();
        assertThat(left).hasSize(due.size() - 1);
        return left;
    }

    private static void meets(Firm firm, CustomerId customer) {
        firm.meets(customer, firm.get(BusinessClock.class).now());
    }

    private static Outcome outcome(Firm firm) {
        PersonRetention retention = firm.get(PersonRetention.class);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                retention.told().runs().stream()
                                        .anyMatch(run -> run.outcome() != null));
        return retention.told().runs().getFirst().outcome();
    }

    private static Outcome came(Firm firm, int due, int erased, int refused) {
        return new Outcome(firm.get(BusinessClock.class).today(), due, erased, 0, 0, refused);
    }

    @Test
    void keepsWhoIsNeededByNowAndWhoIsMergedWithSomebodyNeeded(@TempDir Path directory)
            throws Exception {
        try (Firm firm = Firm.in(directory, Map.of(), Gate.class)) {
            CustomerId active = firm.registered("L-0");
            meets(firm, active);
            List<CustomerId> due = three(firm);
            prescribed(firm, 24, Firm.WHEN);
            List<CustomerId> left = left(due);
            meets(firm, left.getFirst());
            firm.send(new MergeCustomers(active, left.getLast(), null, Firm.WHEN));
            Gate.OPEN.release();
            assertThat(outcome(firm)).isEqualTo(came(firm, 3, 1, 2));
            CustomerLookup lookup = firm.get(CustomerLookup.class);
            assertThat(left).noneMatch(lookup::isErased);
            assertThat(lookup.isErased(active)).isFalse();
        } finally {
            Gate.OPEN.release();
        }
    }

    /** Somebody turns up between the look at what is recorded and the decision. */
    @Primary
    static final class Late implements Needs {
        static final AtomicReference<Runnable> MEANWHILE = new AtomicReference<>();
        private final WhoIsDue needs;

        Late(WhoIsDue needs) {
            this.needs = needs;
        }

        @Override
        public Optional<LocalDate> lastDay(
                Collection<CustomerId> person, Map<String, Integer> months) {
            Optional<LocalDate> day = needs.lastDay(person, months);
            Runnable once = MEANWHILE.getAndSet(null);
            if (once != null) {
                CompletableFuture.runAsync(once).join();
            }
            return day;
        }
    }

    @Test
    void keepsWhoIsMetAtTheVeryMoment(@TempDir Path directory) {
        try (Firm firm = Firm.in(directory, Map.of(), Late.class)) {
            CustomerId customer = firm.registered("L-1");
            Late.MEANWHILE.set(() -> meets(firm, customer));
            prescribed(firm, 24, Firm.WHEN);
            assertThat(outcome(firm)).isEqualTo(came(firm, 1, 0, 1));
            assertThat(firm.get(CustomerLookup.class).isErased(customer)).isFalse();
        }
    }

    @Test
    void endsWhenOtherPeriodsAreLaidDown(@TempDir Path directory) throws Exception {
        try (Firm firm = Firm.in(directory, Map.of(), Gate.class)) {
            List<CustomerId> due = three(firm);
            prescribed(firm, 2, Firm.WHEN);
            List<CustomerId> left = left(due);
            prescribed(firm, 24, firm.get(BusinessClock.class).now());
            Gate.OPEN.release();
            assertThat(outcome(firm)).isEqualTo(came(firm, 3, 1, 2));
            assertThat(left).noneMatch(firm.get(CustomerLookup.class)::isErased);
        } finally {
            Gate.OPEN.release();
        }
    }

    @Test
    void passesOverWhoCannotBeErased(@TempDir Path directory) {
        Gate.OPEN.release();
        try (Firm firm = Firm.in(directory)) {
            List<CustomerId> due = three(firm);
            CustomerId broken = due.stream().min(comparing(CustomerId::value)).orElseThrow();
            firm.get(CommandBus.class)
                    .registerHandlerInterceptor(
                            (unit, chain) -> {
                                if (unit.getMessage().getPayload() instanceof EraseCustomer e
                                        && e.customerId().equals(broken)) {
                                    throw new IllegalStateException("does not open");
                                }
                                return chain.proceed();
                            });
            prescribed(firm, 24, Firm.WHEN);
            assertThat(outcome(firm)).isEqualTo(came(firm, 3, 2, 1));
            assertThat(firm.get(CustomerLookup.class).isErased(broken)).isFalse();
        }
    }
}
