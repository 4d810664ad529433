package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import dev.kehu.platform.eventstore.MemoryLog.Disk;
import dev.kehu.platform.eventstore.MemoryLog.Fault;
import dev.kehu.platform.eventstore.Simulation.Life;
import dev.kehu.platform.eventstore.Simulation.Medium;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Many lives of the store, one seed each. {@code -Dkehu.seeds=10000} for the long form; {@code
 * -Dkehu.seeds=1 -Dkehu.seed=N} lives one of them again.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("kehu.seeds", 300);
    private static final long FIRST = Long.getLong("kehu.seed", 1L);
    private static final int ON_SQLITE = 50;
    private static final int SHARED = 3;
    private static final int NOTICED_WITHIN = 300;

    private final Logger logger = (Logger) LoggerFactory.getLogger(GroupWriter.class);
    private SubjectKeys keys;
    private SealingSerializer serializer;

    @TempDir private Path directory;

    @BeforeEach
    void open() {
        logger.setLevel(Level.OFF); // its failures are the point
        keys =
                SubjectKeys.open(
                        directory.resolve("keys.db"),
                        MasterKeys.open(directory.resolve("master.keys"), true));
        serializer = new SealingSerializer(new EventNames(), new Envelope(keys));
    }

    @AfterEach
    void close() {
        keys.close();
        logger.setLevel(null);
    }

    /** One in fifty lives on real files, where a cut is the end of the connection. */
    private Medium medium(long seed) {
        if (seed % ON_SQLITE == 0) {
            Path file = directory.resolve(seed + ".db");
            return new Medium(time -> new SqliteEventLog(file, time), false);
        }
        return inMemory(seed % SHARED == 0, Fault.NONE);
    }

    private static Medium inMemory(boolean shared, Fault fault) {
        Disk disk = new Disk(shared);
        return new Medium(time -> new MemoryLog(disk, time, fault), shared);
    }

    private Life live(long seed, Medium medium) throws InterruptedException {
        return new Simulation(seed, medium, serializer).run();
    }

    @Test
    void keepsItsPromisesInEveryLife() throws InterruptedException {
        System.out.println("seeds " + FIRST + " to " + (FIRST + SEEDS - 1));
        List<Life> lives = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                lives.add(live(seed, medium(seed)));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed %d; again: mvn -pl command-side -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dkehu.seeds=1 -Dkehu.seed=%d"
                                .formatted(seed, seed),
                        e);
            }
        }
        say("events %d, acknowledged %d, conflicts %d, power cuts %d%n", lives);
    }

    private static void say(String format, List<Life> lives) {
        System.out.printf(
                format,
                lives.stream().mapToLong(Life::events).sum(),
                lives.stream().mapToLong(Life::acknowledged).sum(),
                lives.stream().mapToLong(Life::conflicts).sum(),
                lives.stream().mapToLong(Life::cuts).sum());
    }

    @Test
    void livesTheSameLifeAgain() throws InterruptedException {
        for (long seed = FIRST; seed < FIRST + 2 * SHARED; seed++) {
            Life life = live(seed, inMemory(seed % SHARED == 0, Fault.NONE));
            assertThat(life).isEqualTo(live(seed, inMemory(seed % SHARED == 0, Fault.NONE)));
            assertThat(life.acknowledged()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LOSES_THE_LAST_MEMBER_OF_A_GROUP",
                "LEAVES_A_HOLE",
                "LETS_A_DUPLICATE_IN",
                "KEEPS_HALF_A_MEMBER",
                "IGNORES_WHAT_WAS_READ",
                "LETS_TIME_GO_BACK",
                "CONFUSES_CONFLICTS",
                "SPENDS_POSITIONS_ON_CONFLICTS",
            })
    void noticesALogThat(Fault fault) {
        assertThat(noticed(fault)).as("seeds until it was noticed").isLessThan(NOTICED_WITHIN);
    }

    private long noticed(Fault fault) {
        for (long seed = 1; seed < NOTICED_WITHIN; seed++) {
            try {
                live(seed, inMemory(false, fault));
            } catch (AssertionError | RuntimeException noticed) {
                return seed;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return NOTICED_WITHIN;
    }
}
