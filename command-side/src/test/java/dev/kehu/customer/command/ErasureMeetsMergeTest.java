package dev.kehu.customer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.ErasureId;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;

import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(60)
class ErasureMeetsMergeTest {
    /** The repository of customers, which only Spring can hand out by its full type. */
    record Customers(Repository<Customer> repository) {}

    private static void merge(Firm firm, CustomerId one, CustomerId other, Runnable meanwhile) {
        Repository<Customer> customers = firm.get(Customers.class).repository();
        MergeCustomers c = new MergeCustomers(one, other, null, Firm.WHEN);
        UnitOfWork<Message<?>> unit = DefaultUnitOfWork.startAndGet(null);
        var survivor = customers.load(one.value());
        var absorbed = customers.load(other.value());
        meanwhile.run();
        survivor.execute(it -> it.decide(file -> file.absorb(c)));
        absorbed.execute(it -> it.decide(file -> file.beAbsorbed(c)));
        unit.commit();
    }

    private static boolean waitsInLeaving(Thread thread) {
        return thread.getState() != Thread.State.RUNNABLE
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Leaving.class.getName()));
    }

    /** The group was read, then the merge is stored, then the streams are locked. */
    @Test
    void erasesWhoWasMergedAtTheSameMoment(@TempDir Path directory) throws Exception {
        try (Firm firm = Firm.in(directory, Map.of(), Customers.class)) {
            CustomerId one = firm.registered("A-1");
            CustomerId other = firm.registered("A-2");
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread erasing =
                    Thread.ofPlatform()
                            .unstarted(
                                    () ->
                                            firm.send(
                                                    new EraseCustomer(
                                                            new ErasureId("erasure-1"),
                                                            one,
                                                            false,
                                                            false,
                                                            "asked",
                                                            "GDPR 17",
                                                            LocalDate.EPOCH,
                                                            Firm.WHEN)));
            erasing.setUncaughtExceptionHandler((t, e) -> failure.set(e));
            merge(
                    firm,
                    one,
                    other,
                    () -> {
                        erasing.start();
                        await().until(() -> waitsInLeaving(erasing));
                    });
            erasing.join();
            assertThat(failure.get()).isNull();
            CustomerLookup lookup = firm.get(CustomerLookup.class);
            assertThat(lookup.isErased(one)).isTrue();
            assertThat(lookup.isErased(other)).isTrue();
        }
    }
}
