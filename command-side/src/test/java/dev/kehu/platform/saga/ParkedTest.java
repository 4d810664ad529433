package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.state.Sql;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is parked can always be done, or given up. */
class ParkedTest extends SagasInTown {
    private static final Origin ANN = Origin.of("ann");

    private final Watching watching = new Watching();

    @BeforeEach
    void begin() {
        live(watching);
        world.beginAt(town.head());
    }

    private void run() {
        do {
            world.dispatch();
        } while (world.batch(100));
    }

    /** Two events of one customer are parked. */
    private void fail() {
        CustomerId failing = town.registered();
        watching.failing.add(failing);
        town.addPerson(failing);
        run();
        assertThat(parked()).hasSize(2);
    }

    @Test
    void isHeardThoughLaterEventsWereHeardBefore() {
        long before = town.head();
        CustomerId customer = town.registered();
        run();
        watching.strange.add(customer);
        town.addPerson(customer);
        run();
        watching.strange.clear();
        town.addPerson(customer);
        run();
        assertThat(town.pages(customer)).containsExactly("page-11", "page-12");
        assertThat(world.parked.retry(parked().getFirst().id(), ANN, null).parked()).isNull();
        run();
        assertThat(town.pages(customer)).containsExactly("page-11", "page-12", "page-13");
        assertThat(parked()).isEmpty();
        world.beginAt(before);
        run();
        assertThat(town.pages(customer)).as("once").hasSize(3);
    }

    @Test
    void doesNotKeepKehuFromStartingWhenItCannotBeReadAnyMore() {
        fail();
        long first = parked().getFirst().id();
        state.write(c -> Sql.change(c, "delete from parked where id = ?", first));
        state.write(c -> Sql.change(c, "update parked set kind = 'forgotten'"));
        live(watching);
        assertThat(parked())
                .extracting(Parked::code, Parked::attempts)
                .containsExactly(tuple("step.failed", 1));
        assertThat(world.parked.retry(parked().getFirst().id(), ANN, null).parked()).isNotNull();
        world.parked.skip(parked().getFirst().id(), ANN, "unreadable");
        assertThat(parked()).isEmpty();
    }

    @Test
    void isGivenUpThoughTheNextCannotBeRead() {
        fail();
        long first = parked().getFirst().id();
        state.write(c -> Sql.change(c, "update parked set position = 1000000 where id > ?", first));
        world.parked.skip(first, ANN, "nonsense");
        assertThat(parked()).extracting(Parked::code).containsExactly("step.failed");
    }

    @Test
    void isGivenUpWhenItsProcessIsGone() {
        fail();
        live();
        world.parked.skip(parked().getFirst().id(), ANN, "no longer needed");
        world.parked.skip(parked().getFirst().id(), ANN, "no longer needed");
        assertThat(parked()).isEmpty();
        assertThat(world.witnessed).hasSize(2);
    }
}
