package dev.kehu.platform.saga;

import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.outbox.Sending;
import dev.kehu.platform.state.Place;
import dev.kehu.platform.state.StateDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;

/** One town for the tests of a class, and for each of them a state of its own beside it. */
abstract class SagasInTown {
    static Town town;

    Instant now = Town.WHEN;
    StateDatabase state;
    World world;

    Place place(Path directory) {
        return Place.inFile(directory);
    }

    @BeforeAll
    static void found(@TempDir Path directory) {
        town = new Town(directory);
    }

    @AfterAll
    static void leave() {
        town.close();
    }

    @BeforeEach
    final void open(@TempDir Path directory) {
        state = place(directory).open();
    }

    @AfterEach
    final void close() {
        state.close();
    }

    /** A life of the process over the state there is, sending to the town. */
    final void live(Process<?>... processes) {
        live(
                (command, origin) -> town.get(Commands.class).send(command, origin),
                Runnable::run,
                processes);
    }

    final void live(Sending sending, Executor threads, Process<?>... processes) {
        world = new World(state, town::get, List.of(processes), sending, () -> now, threads);
    }

    final List<Parked> parked() {
        return world.parked.after(0, 100);
    }
}
