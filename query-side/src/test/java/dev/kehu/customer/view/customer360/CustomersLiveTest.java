package dev.kehu.customer.view.customer360;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.live.State;
import dev.kehu.platform.live.Streams;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.Test;

import java.util.List;

class CustomersLiveTest {
    /** Hundreds may wait for their turn when the server stops. */
    @Test
    void isNotLookedAtOnceTheServerStops() {
        try (World world = World.fresh(9)) {
            new Scenario(world.story).registers("customer-a", "A-1", "Ann", "1997-01-01");
            world.settled();
            var query = new CustomersLiveApi.FindCustomersByWords(null, null, null, null, 5);
            CustomersLiveApi api = world.get(CustomersLiveApi.class);
            assertThat(items(api.answer(query))).hasSize(1);
            world.get(Streams.class).stop();
            State state = api.answer(query);
            assertThat(state.settled()).as("nothing to send").isFalse();
            assertThat(state.body()).isNotInstanceOf(CustomersApi.Customers.class);
        }
    }

    private static List<?> items(State state) {
        assertThat(state.settled()).isTrue();
        return ((CustomersApi.Customers) state.body()).items();
    }
}
