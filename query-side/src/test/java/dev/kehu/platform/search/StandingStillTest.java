package dev.kehu.platform.search;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.search.Sample.Note;
import dev.kehu.platform.world.MarkingVault;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** An index that cannot read on, as where the next event is damaged. */
@Isolated("it listens to a logger")
class StandingStillTest {
    private static final Set<String> GONE = Set.of("customer-1");
    private static final Logger FOLLOWER = (Logger) LoggerFactory.getLogger(Follower.class);

    @TempDir Path root;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        FOLLOWER.addAppender(log);
    }

    @AfterEach
    void leave() {
        FOLLOWER.detachAppender(log);
    }

    private List<String> said() {
        synchronized (log) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    @Test
    void answersAndForgetsMeanwhile() throws Exception {
        Story story = new Story("story");
        Scenario given = new Scenario(story);
        for (int i = 1; i <= 20; i++)
            given.registers("customer-" + i, "C" + i, "name " + i, "1997-01-01");
        CountDownLatch twice = new CountDownLatch(2);
        Sample sample = new Sample(1);
        SearchIndexes all =
                new SearchIndexes(
                        List.of(sample),
                        new SearchDirectory(root),
                        story,
                        new MarkingVault(),
                        token -> {
                            twice.countDown();
                            throw new IllegalStateException("damaged");
                        },
                        new ViewPositions(),
                        Duration.ZERO);
        SearchIndex<Note> index = all.of(sample);
        index.open();
        index.apply(story.readAfter(0, 20));
        all.start();
        try {
            while (twice.getCount() == 2) Thread.onSpinWait();
            while (twice.getCount() == 1) assertThat(index.count()).isGreaterThanOrEqualTo(19);
            all.forget(GONE, 20);
            assertThat(all.remembers(GONE)).isFalse();
            assertThat(said()).as("said once").hasSize(1).first().asString().contains("still");
        } finally {
            all.stop();
        }
    }
}
