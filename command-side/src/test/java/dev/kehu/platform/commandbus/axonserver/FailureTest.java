package dev.kehu.platform.commandbus.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.serializer.WireSerializer;

import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

import java.util.List;

class FailureTest {
    private final WireSerializer wire = ServerBus.wire();

    private RuntimeException crossed(Throwable thrown) {
        Failure failure = wire.deserialize(wire.serialize(Failure.of(thrown), byte[].class));
        return failure.again();
    }

    @Test
    void aRefusalOfEachKindKeepsItsCodeAndItsWords() {
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            assertThat(crossed(Refusal.of(kind, "customer.unknown", "Ask \"again\"")))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            no -> {
                                assertThat(no.kind()).isEqualTo(kind);
                                assertThat(no.code()).isEqualTo("customer.unknown");
                                assertThat(no).hasMessage("Ask \"again\"");
                            });
        }
    }

    @Test
    void aCollisionStaysTheOneThatIsTriedAgain() {
        for (RuntimeException collision :
                List.of(
                        new ConcurrencyException("made up"),
                        new AggregateStreamCreationException("made up"),
                        new DeadlockException("made up"),
                        new LockAcquisitionFailedException("made up"))) {
            assertThat(crossed(collision)).isExactlyInstanceOf(collision.getClass());
        }
    }

    @Test
    void aStoreThatTakesNothingKeepsItsCode() {
        assertThat(crossed(new StoreUnavailable("store.full", "No space")))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class, e -> assertThat(e.code()).isEqualTo("store.full"))
                .hasMessage("No space");
    }

    @Test
    void anythingElseTellsItsClassAndNothingThatWasSaid() {
        assertThat(crossed(new NullPointerException("Ada Lovelace")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NullPointerException")
                .hasMessageNotContaining("Ada");
    }

    @Test
    void whatAxonWrappedIsLookedAtInside() {
        Refusal no = Refusal.invalid("request.key", "made up");
        assertThat(crossed(new CommandExecutionException("made up", no)))
                .isInstanceOf(Refusal.class);
    }
}
