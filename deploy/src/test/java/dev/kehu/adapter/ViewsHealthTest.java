package dev.kehu.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class ViewsHealthTest {
    private long head = 10;
    private long position = 10;
    private int parked;
    private boolean running = true;
    private boolean rebuilding;
    private boolean storeFails;
    private long seconds;
    private Map<String, String> anew = Map.of();

    private final ViewsHealth health =
            new ViewsHealth(
                    () -> List.of(new ViewStatus("timeline", position, 1, parked, running)),
                    () -> head,
                    name -> rebuilding,
                    () -> anew,
                    this::probe,
                    () -> Duration.ofSeconds(seconds).toNanos());

    private void probe() {
        if (storeFails) throw new ViewStoreFailure("viewstore.failed", "no room");
    }

    private Status status() {
        return health.health().getStatus();
    }

    @Test
    void isUpWhileNothingIsMissing() {
        assertThat(status()).isEqualTo(Status.UP);
        seconds = 3_600;
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void tellsHowManySubjectsAreParkedAndStaysUp() {
        parked = 3;
        assertThat(health.health().getDetails()).containsEntry("parked", 3L);
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void tellsWhyAViewWasBuiltAnewAndStaysUp() {
        assertThat(health.health().getDetails()).doesNotContainKey("builtAnew");
        anew = Map.of("timeline", "it is ahead of the event store");
        assertThat(health.health().getDetails()).containsEntry("builtAnew", anew);
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void isDownWhenTheStoreTakesNoWrites() {
        storeFails = true;
        assertThat(status()).isEqualTo(Status.DOWN);
    }

    @Test
    void isDownWhileAViewIsStoppedButNotWhileItIsRebuilt() {
        running = false;
        assertThat(status()).isEqualTo(Status.DOWN);
        rebuilding = true;
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void isDownWhenAViewDoesNotMoveForHalfAMinuteThoughEventsWait() {
        assertThat(status()).isEqualTo(Status.UP);
        head = 12;
        seconds = 100;
        position = 11;
        assertThat(status()).isEqualTo(Status.UP);
        seconds = 130;
        assertThat(status()).isEqualTo(Status.UP);
        seconds = 131;
        assertThat(status()).isEqualTo(Status.DOWN);
        position = 12;
        assertThat(status()).isEqualTo(Status.UP);
    }
}
