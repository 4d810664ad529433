package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.writeside.WriteSide;

import jakarta.servlet.ServletInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class IntakeApiTest {
    private static final int LEAST = 64 << 10;

    @TempDir Path directory;

    @Test
    void refusesAHeaderToldTwice() throws Exception {
        try (WriteSide kehu = WriteSide.open(directory)) {
            var api = new IntakeApi(kehu.get(BatchIntake.class), kehu.get(Intake.class));
            var request = single();
            assertThat(api.post(request, () -> "channel").getStatusCode().value()).isEqualTo(202);
            request.addHeader("ce-id", "2");
            assertThat(api.post(request, () -> "channel").getStatusCode().value()).isEqualTo(400);
        }
    }

    @Test
    void answersInsteadOfWaitingWhileASlowSenderHoldsAllThereIs() throws Exception {
        try (WriteSide kehu = WriteSide.open(directory)) {
            var api =
                    new IntakeApi(
                            kehu.get(BatchIntake.class),
                            kehu.get(Intake.class),
                            LEAST,
                            Duration.ZERO);
            var slow = new SlowSender(2);
            var answer = CompletableFuture.supplyAsync(() -> post(api, slow));
            slow.asked.await();
            ResponseEntity<?> refused = post(api, batch());
            assertThat(refused.getStatusCode().value()).isEqualTo(503);
            assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("1");
            assertThat(refused.getBody())
                    .isInstanceOfSatisfying(
                            ProblemDetail.class,
                            problem ->
                                    assertThat(problem.getProperties())
                                            .containsEntry("code", "store.overloaded"));
            assertThat(post(api, single()).getStatusCode().value()).isEqualTo(202);
            slow.sends.countDown();
            assertThat(answer.join().getStatusCode().value()).isEqualTo(200);
            assertThat(post(api, batch()).getStatusCode().value()).isEqualTo(200);
        }
    }

    @Test
    void countsABatchByItsBytesAndByAllItMayHaveWhenItDoesNotTell() throws Exception {
        try (WriteSide kehu = WriteSide.open(directory)) {
            for (long told : new long[] {2, 3 * LEAST, -1}) {
                var api =
                        new IntakeApi(
                                kehu.get(BatchIntake.class),
                                kehu.get(Intake.class),
                                4 * LEAST,
                                Duration.ZERO);
                var slow = new SlowSender(told);
                var answer = CompletableFuture.supplyAsync(() -> post(api, slow));
                slow.asked.await();
                var large = batch();
                large.setContent(("[" + " ".repeat(2 * LEAST) + "]").getBytes(UTF_8));
                assertThat(post(api, large).getStatusCode().value())
                        .isEqualTo(told == 2 ? 200 : 503);
                assertThat(post(api, batch()).getStatusCode().value())
                        .isEqualTo(told < 0 ? 503 : 200);
                slow.sends.countDown();
                assertThat(answer.join().getStatusCode().value()).isEqualTo(200);
            }
        }
    }

    private static ResponseEntity<?> post(IntakeApi api, MockHttpServletRequest request) {
        try {
            return api.post(request, () -> "channel");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static MockHttpServletRequest batch() {
        var request = new MockHttpServletRequest("POST", "/v1/events");
        request.setContentType("application/cloudevents-batch+json");
        request.setContent("[]".getBytes(UTF_8));
        return request;
    }

    private static MockHttpServletRequest single() {
        var request = new MockHttpServletRequest("POST", "/v1/events");
        Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t")
                .forEach((name, value) -> request.addHeader("ce-" + name, value));
        return request;
    }

    /** Begins a batch and sends its bytes only when it is told to. */
    private static final class SlowSender extends MockHttpServletRequest {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch sends = new CountDownLatch(1);

        private final long told;

        SlowSender(long told) {
            super("POST", "/v1/events");
            this.told = told;
            setContentType("application/cloudevents-batch+json");
            setContent("[]".getBytes(UTF_8));
        }

        @Override
        public long getContentLengthLong() {
            return told;
        }

        @Override
        public ServletInputStream getInputStream() {
            asked.countDown();
            try {
                sends.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.getInputStream();
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
