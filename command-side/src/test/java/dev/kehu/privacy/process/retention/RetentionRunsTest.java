package dev.kehu.privacy.process.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.ConsentCommand.GrantConsent;
import dev.kehu.privacy.api.ConsentId;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.RetentionCommand.Outcome;
import dev.kehu.privacy.api.RetentionCommand.PrescribeRetention;
import dev.kehu.privacy.api.RetentionId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Who is due is erased by itself, once, whatever happens in between. */
@Execution(ExecutionMode.CONCURRENT)
class RetentionRunsTest {
    private static final Origin BOSS = Origin.of("boss");
    private static final Map<String, Integer> MONTHS =
            Map.of("customer-service", 24, "contract", 120, "consent", 36);

    /** Long ago, so that the first run is due at once. */
    private static void prescribed(Firm firm) {
        firm.send(new PrescribeRetention(RetentionId.FIRM, MONTHS, "as agreed", Firm.WHEN), BOSS);
    }

    private static Outcome outcome(Firm firm, int run) {
        PersonRetention retention = firm.get(PersonRetention.class);
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                retention.told().runs().size() == run
                                        && retention.told().open() == null);
        return retention.told().runs().getLast().outcome();
    }

    @Test
    void erasesWhoIsDueByItselfAndNobodyElse(@TempDir Path directory) {
        try (Firm firm = Firm.in(directory)) {
            CustomerId due = firm.registered("R-1", firm.email("r1@b.org"));
            CustomerId held = firm.registered("R-2");
            firm.send(new PlaceHold(held, "claim", null, Firm.WHEN));
            CustomerId allows = firm.registered("R-3");
            firm.send(
                    new GrantConsent(
                            ConsentId.of(allows),
                            allows,
                            "newsletter",
                            "email",
                            "consent",
                            "1",
                            "form",
                            null,
                            Firm.WHEN));
            CustomerId merged = firm.registered("R-4");
            firm.send(new MergeCustomers(allows, merged, null, Firm.WHEN));
            PersonRetention.Preview preview = firm.get(PersonRetention.class).preview(MONTHS);
            assertThat(List.of(preview.people(), preview.due(), preview.held(), preview.endless()))
                    .containsExactly(3, 2, 1, 1);
            prescribed(firm);
            Outcome first = outcome(firm, 1);
            assertThat(first)
                    .isEqualTo(new Outcome(firm.get(BusinessClock.class).today(), 2, 1, 0, 1, 0));
            CustomerLookup lookup = firm.get(CustomerLookup.class);
            assertThat(lookup.isErased(due)).isTrue();
            assertThat(Stream.of(held, allows, merged)).noneMatch(lookup::isErased);
            assertThat(decisions(firm))
                    .singleElement()
                    .satisfies(
                            it -> {
                                assertThat(it.basis()).isEqualTo("retention policy 1, run 1");
                                assertThat(it.reason()).isEqualTo("retention");
                            });
            firm.send(new LiftHold(held, "settled", Firm.WHEN));
            firm.get(PersonRetention.class).run(BOSS);
            assertThat(outcome(firm, 2).erased()).isEqualTo(1);
            assertThat(lookup.isErased(held)).isTrue();
        }
    }

    @Test
    void goesOnAfterAStopAndCountsEverybodyOnce(@TempDir Path directory) {
        int people = 6;
        try (Firm firm = Firm.in(directory)) {
            for (int i = 0; i < people; i++) {
                firm.registered("S-" + i);
            }
            prescribed(firm);
            await().until(() -> !decisions(firm).isEmpty());
        }
        try (Firm firm = Firm.in(directory)) {
            Outcome outcome = outcome(firm, 1);
            assertThat(List.of(outcome.due(), outcome.erased())).containsExactly(people, people);
            assertThat(decisions(firm)).hasSize(people);
        }
    }

    @Test
    void countsForOneAtATime(@TempDir Path directory) throws Exception {
        CountDownLatch begun = new CountDownLatch(1), goOn = new CountDownLatch(1);
        try (Firm firm = Firm.in(directory);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            firm.registered("T-1");
            BusinessClock clock = firm.get(BusinessClock.class);
            WhoIsDue slow =
                    new WhoIsDue(firm.history(), "UTC") {
                        @Override
                        Found on(LocalDate day, Map<String, Integer> months) {
                            begun.countDown();
                            await().until(() -> goOn.getCount() == 0);
                            return super.on(day, months);
                        }
                    };
            PersonRetention retention =
                    new PersonRetention(
                            firm.history(), slow, firm.get(Commands.class), clock, new Progress());
            Future<PersonRetention.Preview> first = other.submit(() -> retention.preview(MONTHS));
            begun.await();
            firm.refuses("retention.previewing", () -> retention.preview(MONTHS));
            goOn.countDown();
            assertThat(first.get().due()).isOne();
            assertThat(retention.preview(MONTHS).due()).isOne();
        } finally {
            goOn.countDown();
        }
    }

    private static List<ErasureDecided> decisions(Firm firm) {
        return firm.history().readAfter(0, 1_000).stream()
                .filter(event -> event.payload() instanceof ErasureDecided)
                .map(event -> (ErasureDecided) event.payload())
                .toList();
    }
}
