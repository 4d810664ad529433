package dev.kehu.platform.eventstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

@Isolated("it listens to a logger")
class RecordedTimeTest {
    private static final Instant NOW = Instant.parse("1998-06-30T12:00:00Z");

    private final Logger logger = (Logger) LoggerFactory.getLogger(RecordedTime.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final RecordedTime time = new RecordedTime(Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    private void reached(Duration ahead) {
        time.reached(NOW.plus(ahead).toEpochMilli());
    }

    @Test
    void isTheClocksButNeverGoesBack() {
        assertThat(time.next()).isEqualTo(NOW.toEpochMilli());
        reached(Duration.ofMinutes(-5));
        assertThat(time.next()).isEqualTo(NOW.toEpochMilli());
        reached(Duration.ofMinutes(5));
        assertThat(time.next()).isEqualTo(NOW.plusSeconds(300).toEpochMilli());
        assertThat(log.list).isEmpty();
    }

    @Test
    void saysOnceThatTheClockWasFarAhead() {
        reached(Duration.ofHours(26));
        reached(Duration.ofHours(26));
        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith("History is PT26H ahead of this machine's clock");
        reached(Duration.ZERO);
        reached(Duration.ofHours(2));
        assertThat(log.list).hasSize(2);
    }
}
