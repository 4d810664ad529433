package dev.kehu.platform.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Set;

class ToTellTest {
    private long customers, groups;
    private final ToTell toTell = new ToTell(() -> customers, () -> groups);

    @Test
    void whatIsReadableIsToldOnceWhereTheGroupsAreAhead() {
        groups = 5;
        changes(5, "a");
        assertThat(toTell.readable()).isEqualTo(new Moved(Set.of("a")));
        assertThat(toTell.readable()).isNull();
        groups = 6;
        assertThat(toTell.grouped()).isNull();
    }

    @Test
    void whatWasReadableBeforeTheGroupsIsToldAgainWhenTheyHaveComeAsFar() {
        changes(5, "a");
        assertThat(toTell.readable()).isEqualTo(new Moved(Set.of("a")));
        groups = 4;
        assertThat(toTell.grouped()).as("not as far yet").isNull();
        groups = 5;
        assertThat(toTell.grouped()).isEqualTo(new Moved(Set.of("a")));
        assertThat(toTell.grouped()).isNull();
    }

    @Test
    void whoChangesMeanwhileDoesNotDelayWhoWaits() {
        changes(5, "a");
        toTell.readable();
        changes(9, "b");
        toTell.readable();
        groups = 5;
        assertThat(toTell.grouped()).isEqualTo(new Moved(Set.of("a")));
        groups = 9;
        assertThat(toTell.grouped()).isEqualTo(new Moved(Set.of("b")));
        assertThat(toTell.grouped()).isNull();
    }

    @Test
    void groupsThatPassEverybodyTellAllAtOnce() {
        changes(5, "a");
        toTell.readable();
        changes(9, "b");
        toTell.readable();
        groups = 9;
        assertThat(toTell.grouped()).isEqualTo(new Moved(Set.of("a", "b")));
        assertThat(toTell.grouped()).isNull();
    }

    @Test
    void aRebuildIsToldToEverybody() {
        customers = 5;
        toTell.anybody();
        assertThat(toTell.readable()).isEqualTo(new Moved(null));
    }

    private void changes(long position, String... who) {
        toTell.changed(Set.of(who));
        customers = position;
    }
}
