package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.writeside.WriteSide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;

import java.nio.file.Path;
import java.util.Map;

class IntakeApiTest {
    @TempDir Path directory;

    @Test
    void refusesAHeaderToldTwice() throws Exception {
        try (WriteSide kehu = WriteSide.open(directory)) {
            var api = new IntakeApi(kehu.get(BatchIntake.class), kehu.get(Intake.class));
            var request = new MockHttpServletRequest("POST", "/v1/events");
            Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t")
                    .forEach((name, value) -> request.addHeader("ce-" + name, value));
            assertThat(api.post(request, () -> "channel").getStatusCode().value()).isEqualTo(202);
            request.addHeader("ce-id", "2");
            assertThat(api.post(request, () -> "channel").getStatusCode().value()).isEqualTo(400);
        }
    }

    @Test
    void refusesHalfASurrogatePairInACommand() {
        try (WriteSide kehu = WriteSide.open(directory)) {
            var origins = new Origins(kehu.get(StreamIds.class));
            var request = new MockHttpServletRequest("POST", "/v1/customers");
            assertThatThrownBy(() -> origins.of(request, Map.of("name", "\ud800")))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            e -> assertThat(e.code()).isEqualTo("request.malformed"));
        }
    }
}
