package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.MemoryLog.Disk;
import dev.kehu.platform.eventstore.MemoryLog.Fault;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The kit holds for any sound log, and tells every broken one. */
class ConformanceKitTest {
    @Nested
    class InMemory extends EventLogConformance {
        private final Disk disk = new Disk(false);

        @Override
        protected EventLog in(Path directory, Clock clock) {
            return new MemoryLog(disk, clock, Fault.NONE);
        }
    }

    private static final class Broken extends EventLogConformance {
        private final Disk disk = new Disk(false);
        private final Fault fault;

        Broken(Fault fault) {
            this.fault = fault;
        }

        @Override
        protected EventLog in(Path directory, Clock clock) {
            return new MemoryLog(disk, clock, fault);
        }

        @Override
        Pace pace(LongSupplier head, Runnable wake) {
            return switch (fault) {
                case WAKES_NOBODY -> new Pace(head, () -> {});
                case HIDES_THE_NEWEST -> new Pace(() -> Math.max(0, head.getAsLong() - 1), wake);
                default -> super.pace(head, wake);
            };
        }

        @Override
        Duration patience() {
            return fault == Fault.NONE ? super.patience() : Duration.ofMillis(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOSES_THE_LAST_MEMBER_OF_A_GROUP, givesDensePositionsInTheOrderGiven",
        "LEAVES_A_HOLE, givesDensePositionsInTheOrderGiven",
        "LETS_A_DUPLICATE_IN, refusesASecondFirstEventAsACreation",
        "KEEPS_HALF_A_MEMBER, storesAMemberOfSeveralStreamsWholeOrNotAtAll",
        "IGNORES_WHAT_WAS_READ, checksTheHeadsOfStreamsThatWereOnlyRead",
        "LETS_TIME_GO_BACK, neverLetsRecordedTimeGoBack",
        "CONFUSES_CONFLICTS, refusesASecondFirstEventAsACreation",
        "SPENDS_POSITIONS_ON_CONFLICTS, failsOnlyTheMemberThatConflicts",
        "BELIEVES_ANY_HEAD, neverTakesAPositionForAConflict",
        "FORGETS_WHO_IT_IS, isTheSameStoreWhenItIsOpenedAgain",
        "RENAMES_A_STORE_WITH_HISTORY, takesAnotherNameOnlyWhileEmpty",
        "IMPORTS_WITH_HOLES, importsNothingThatDoesNotGoOnRightBehindTheHead",
        "IMPORTS_WITH_NEW_TIMES, importsEventsAsTheyWereRecorded",
        "KEEPS_HALF_AN_IMPORT, importsAllOrNothing",
        "READS_BEYOND_A_SNAPSHOT, readsAStreamFromItsSnapshotOn",
        "KEEPS_AN_OLDER_SNAPSHOT, keepsTheNewestSnapshotOfAState",
        "STICKS_TO_A_SNAPSHOT, replacesASnapshotOfAnotherState",
        "NEVER_DROPS_A_SNAPSHOT, dropsTheSnapshotsAboutASubject",
        "REUSES_A_POSITION, givesDensePositionsInTheOrderGiven",
        "SKIPS_BETWEEN_PAGES, readsPageByPage",
        "SKIPS_BETWEEN_PAGES, showsAReaderNoHoleWhileWritersRace",
        "ENDS_A_SUBJECT_WITH_ITS_PAGE, readsOneSubjectPageByPage",
        "SHOWS_STREAMS_LATE, isReadAtOnceInEveryWay",
        "KEEPS_THINGS_ONLY_WHEN_CLOSED, isWholeWhenItsProcessJustEnded",
        "WAKES_NOBODY, tellsEachPositionOnceWhileWritersRace",
        "HIDES_THE_NEWEST, tellsEachPositionOnceWhileWritersRace",
        "REPEATS_BETWEEN_PAGES, tellsEachPositionOnceWhileWritersRace",
        "SKIPS_BETWEEN_PAGES, tellsEachPositionOnceWhileWritersRace",
        "CUTS_LARGE_EVENTS, takesAnEventOfTheLargestSizeAndNotAByteMore",
        "CUTS_ODD_NAMES, keepsNamesAndTextsNobodyKnows",
    })
    void reportsALogThat(Fault fault, String check, @TempDir Path temp) throws Exception {
        assertThat(failures(fault, check, temp)).contains(check);
    }

    @Test
    void reportsNothingOfASoundLog(@TempDir Path temp) throws Exception {
        assertThat(failures(Fault.NONE, "", temp)).isEmpty();
    }

    private static List<String> failures(Fault fault, String wanted, Path temp) throws Exception {
        List<String> failed = new ArrayList<>();
        for (Class<?> theme : EventLogConformance.class.getDeclaredClasses()) {
            for (Method check : theme.getSuperclass().getDeclaredMethods()) {
                if (check.isAnnotationPresent(Test.class) && worthwhile(check, fault, wanted)) {
                    Constructor<?> open = theme.getDeclaredConstructor(EventLogConformance.class);
                    LogUnderTest kit = (LogUnderTest) open.newInstance(new Broken(fault));
                    kit.open(Files.createTempDirectory(temp, "log"));
                    try {
                        check.invoke(kit);
                    } catch (InvocationTargetException e) {
                        failed.add(check.getName());
                    }
                }
            }
        }
        return failed;
    }

    /** Slow ones are run for what they are to report. */
    private static boolean worthwhile(Method check, Fault fault, String wanted) {
        boolean slow = check.getDeclaringClass().equals(TailChecks.class) && fault != Fault.NONE;
        return !check.getName().equals("readsALongStreamFromAnyPlace")
                && (!slow || check.getName().equals(wanted));
    }
}
