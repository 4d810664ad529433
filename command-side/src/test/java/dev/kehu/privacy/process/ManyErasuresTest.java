package dev.kehu.privacy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.process.PersonErasure.Asked;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Primary;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** One person after the other is decided on, faster than anybody is forgotten. */
class ManyErasuresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;

    /** Takes its time with whoever comes first. */
    static final class Slow implements Forgetful {
        static final Semaphore HELD = new Semaphore(0);
        static final Set<String> FORGOTTEN = ConcurrentHashMap.newKeySet();

        @Override
        public String place() {
            return "slow store";
        }

        @Override
        public void forget(Collection<String> subjects, long position) {
            HELD.acquireUninterruptibly();
            HELD.release();
            FORGOTTEN.addAll(subjects);
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

    /** May be put ahead. */
    @Primary
    static final class Ahead implements BusinessClock {
        static final AtomicReference<Duration> BY = new AtomicReference<>(Duration.ZERO);

        @Override
        public Instant real() {
            return Clock.systemUTC().instant().plus(BY.get()).truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public LocalDate today() {
            return real().atZone(ZoneOffset.UTC).toLocalDate();
        }

        @Override
        public Instant now() {
            return real();
        }
    }

    @BeforeEach
    void shut() {
        Slow.HELD.drainPermits();
        Slow.FORGOTTEN.clear();
        Ahead.BY.set(Duration.ZERO);
    }

    private static void erase(Firm firm, CustomerId customer) {
        int known = firm.get(Forgetting.class).known();
        firm.get(PersonErasure.class)
                .erase(
                        new Asked(customer, false, "asked by letter", "GDPR 17(1)(a)"),
                        Origin.of("admin"),
                        Duration.ofMillis(1));
        await().atMost(PATIENCE).until(() -> firm.get(Forgetting.class).known() > known);
    }

    private static boolean finished(Firm firm, CustomerId customer) {
        return firm.get(PersonErasure.class).of(customer.value()).orElseThrow().receipt() != null;
    }

    private static List<CustomerId> registered(Firm firm) {
        return Stream.of("A-1", "A-2", "A-3").map(code -> firm.registered(code)).toList();
    }

    @Test
    void forgetsEverybodyBeforeTheFilesAreSearchedForAnybody() {
        try (Firm firm = Firm.in(directory, Map.of(), Slow.class)) {
            List<CustomerId> people = registered(firm);
            List<Integer> forgottenAtTheEnd = new CopyOnWriteArrayList<>();
            firm.get(GroupCommitEngine.class)
                    .onStored(
                            stored ->
                                    stored.stream()
                                            .filter(
                                                    e ->
                                                            e.name()
                                                                    .equals(
                                                                            "privacy.erasure-finished"))
                                            .forEach(
                                                    e ->
                                                            forgottenAtTheEnd.add(
                                                                    Slow.FORGOTTEN.size())));
            people.forEach(customer -> erase(firm, customer));
            Slow.HELD.release();
            await().atMost(PATIENCE)
                    .until(() -> people.stream().allMatch(customer -> finished(firm, customer)));
            assertThat(forgottenAtTheEnd).containsExactly(3, 3, 3);
        } finally {
            Slow.HELD.release();
        }
    }

    @Test
    void knowsNobodysTextsForLongWhomeverTheOthersWaitFor() {
        try (Firm firm = Firm.in(directory, Map.of(), Slow.class, Ahead.class)) {
            Forgetting forgetting = firm.get(Forgetting.class);
            List<CustomerId> people = registered(firm);
            erase(firm, people.getFirst());
            int ofOne = forgetting.known();
            erase(firm, people.get(1));
            Ahead.BY.set(Duration.ofMinutes(11));
            firm.get(PersonErasure.class)
                    .erase(
                            new Asked(people.getLast(), false, "asked", "GDPR 17"),
                            Origin.of("admin"),
                            Duration.ofMillis(1));
            await().atMost(PATIENCE).until(() -> forgetting.known() == ofOne);
            Slow.HELD.release();
        } finally {
            Slow.HELD.release();
        }
    }
}
