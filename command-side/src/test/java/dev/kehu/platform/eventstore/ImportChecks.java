package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What comes from another store. */
abstract class ImportChecks extends LogUnderTest {
    ImportChecks(EventLogConformance kit) {
        super(kit);
    }

    @Test
    void importsEventsAsTheyWereRecorded() {
        List<StoredEvent> elsewhere =
                List.of(
                        drafts.of("a", 0).at(1, millis - 2_000),
                        drafts.of("b", 0, "person", new byte[] {1, (byte) 0xff}).at(2, millis - 1),
                        drafts.of("a", 1).at(3, millis - 1));
        log.importAll(elsewhere.subList(0, 2), 0);
        log.importAll(elsewhere.subList(2, 3), 2);
        log.imported();
        reopen();
        assertThat(head).isEqualTo(3);
        assertThat(log.readAfter(0, 10))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(elsewhere)
                .allMatch(StoredEvent::fitsItsLeaf);
        assertThat(log.readSubject("person", 0, 10)).hasSize(1);
        stored(write(member(drafts.of("a", 2))).getFirst());
        dense();
    }

    @Test
    void neverLetsRecordedTimeGoBackBehindAnImport() {
        log.importAll(List.of(drafts.of("a", 0).at(1, millis + 5_000)), 0);
        head = 1;
        write(member(drafts.of("a", 1)));
        assertThat(log.readAfter(1, 1).getFirst().recordedAt()).isEqualTo(millis + 5_000);
    }

    @Test
    void importsNothingThatDoesNotGoOnRightBehindTheHead() {
        StoredEvent first = drafts.of("a", 0).at(1, millis);
        StoredEvent third = drafts.of("a", 1).at(3, millis);
        for (List<StoredEvent> wrong : List.of(List.of(third), List.of(first, third))) {
            assertThatThrownBy(() -> log.importAll(wrong, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        dense();
    }

    @Test
    void importsAllOrNothing() {
        StoredEvent first = drafts.of("a", 0).at(1, millis);
        StoredEvent repeated = drafts.of("a", 0).at(2, millis);
        assertThatThrownBy(() -> log.importAll(List.of(first, repeated), 0))
                .isInstanceOf(IllegalArgumentException.class);
        dense();
        log.importAll(List.of(first), 0);
        head = 1;
        dense();
    }

    @Test
    void takesAnotherNameOnlyWhileEmpty() {
        log.adopt("store-of-another-day");
        assertThat(log.storeId()).isEqualTo("store-of-another-day");
        log.imported();
        reopen();
        assertThat(log.storeId()).isEqualTo("store-of-another-day");
        write(member(drafts.of("a", 0)));
        assertThatThrownBy(() -> log.adopt("store-of-nobody"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(log.storeId()).isEqualTo("store-of-another-day");
    }
}
