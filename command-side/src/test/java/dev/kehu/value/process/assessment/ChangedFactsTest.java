package dev.kehu.value.process.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

class ChangedFactsTest {
    private static final int PAGE = 2, MOST = 40;

    /** Whoever reads a page finds one event more behind it. */
    private static final class Growing implements History {
        private final History history;
        private final Runnable more;
        private int told;

        Growing(History history, Runnable more) {
            this.history = history;
            this.more = more;
        }

        @Override
        public List<RecordedEvent> readAfter(long position, int limit) {
            List<RecordedEvent> page = history.readAfter(position, PAGE);
            for (int i = 0; i < page.size() && told < MOST; i++, told++) more.run();
            return page;
        }

        @Override
        public String storeId() {
            return history.storeId();
        }

        @Override
        public long head() {
            return history.head();
        }

        @Override
        public List<RecordedEvent> readSubject(String subject, long position, int limit) {
            return history.readSubject(subject, position, limit);
        }

        @Override
        public List<RecordedEvent> readSubjects(
                String subject, long position, @Nullable String last, int limit) {
            return history.readSubjects(subject, position, last, limit);
        }

        @Override
        public Optional<String> subjectBehind(String subject, int events) {
            return history.subjectBehind(subject, events);
        }
    }

    @Test
    void areLookedForUpToWhereHistoryWasAndNoFurther(@TempDir Path directory) {
        try (Shop shop = Shop.in(directory)) {
            CustomerId ann = shop.firm.registered("ANN"), bob = shop.firm.registered("BOB");
            shop.orders(ann, "1998-06-01", "30.00");
            long head = shop.firm.head();
            var growing =
                    new Growing(
                            shop.firm.get(History.class),
                            () -> shop.orders(bob, "1998-06-02", "1.00"));
            TreeSet<String> changed = new TreeSet<>();
            var process =
                    new WhenFactsChangedThenAssess(
                            growing,
                            shop.firm.get(BusinessClock.class),
                            shop.firm.get(MeansInUse.class),
                            shop.firm.get(Assessing.class),
                            Duration.ZERO);
            assertThat(process.changedBehind(0, changed)).isBetween(head, head + PAGE);
            assertThat(changed).contains(ann.value());
            assertThat(shop.firm.head()).isGreaterThan(head + PAGE);
        }
    }
}
