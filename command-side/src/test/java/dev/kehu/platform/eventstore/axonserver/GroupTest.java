package dev.kehu.platform.eventstore.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.EventLog.Outcome;
import dev.kehu.platform.eventstore.StoreUnavailable;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whatever happens to one member, the others are told what became of them. */
class GroupTest {
    private final Drafts drafts = new Drafts(Drafts.SEED);
    private final Append bad = Drafts.member(drafts.of("bad", 0));
    private final Append good = Drafts.member(drafts.of("good", 0));

    private static Outcome stored(Append member) {
        return Outcome.of(List.of(member.drafts().getFirst().at(1, 1)));
    }

    @Test
    void theFailureOfOneIsNotThatOfTheOthers() {
        try (Group group = new Group(8, member -> oneFails(member))) {
            List<Outcome> outcomes = group.run(List.of(bad, good));
            assertThat(outcomes.getFirst().refused())
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.code()).isEqualTo("store.failed"))
                    .hasMessageContaining("look the request up");
            assertThat(outcomes.getLast().refused()).isNull();
            assertThat(outcomes.getLast().stored()).hasSize(1);
        }
    }

    private Outcome oneFails(Append member) {
        if (member == bad) {
            throw new IllegalStateException();
        }
        return stored(member);
    }

    @Test
    void aDefectIsTheGroupsOnceNoMemberIsUnderWay() {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean leftBehind = new AtomicBoolean();
        try (Group group = new Group(8, member -> slowly(member, ended, leftBehind))) {
            assertThatThrownBy(() -> group.run(List.of(bad, good)))
                    .isInstanceOf(StackOverflowError.class);
            ended.countDown();
        }
        assertThat(leftBehind).as("its group ended while it was under way").isFalse();
    }

    /** The good one gives its group some time to end before it does. */
    private Outcome slowly(Append member, CountDownLatch ended, AtomicBoolean leftBehind) {
        if (member == bad) {
            throw new StackOverflowError();
        }
        try {
            leftBehind.set(ended.await(300, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return stored(member);
    }
}
