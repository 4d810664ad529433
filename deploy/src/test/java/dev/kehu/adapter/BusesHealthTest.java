package dev.kehu.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import java.util.Map;

class BusesHealthTest {
    @Test
    void saysWhichWayIsOpenAndIsWellWithoutAny() {
        Health health =
                new BusesHealth(Map.of("commands", () -> true, "queries", () -> false)).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("commands", "connected")
                .containsEntry("queries", "away");
    }
}
