package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.eventstore.GroupCommitEngine;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Timeout(60)
class IntakeApiTest {
    private static final int LEAST = 64 << 10;
    private static final Allowances NO_LIMIT = new Allowances(0, 1, Clock.systemUTC());

    @TempDir Path directory;

    @Test
    void refusesAHeaderToldTwice() throws Exception {
        try (WriteSide kehu = WriteSide.open(directory)) {
            var api = new IntakeApi(kehu.get(BatchIntake.class), kehu.get(Intake.class), NO_LIMIT);
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
                            NO_LIMIT,
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
                                NO_LIMIT,
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

    @Test
    void countsEachEventOfABatchAgainstWhatAUserMaySend() throws Exception {
        Instant[] now = {Instant.parse("1998-06-30T10:00:00Z")};
        var allowances = new Allowances(2, 10, new Moving(now));
        try (WriteSide kehu = WriteSide.open(directory)) {
            var api =
                    new IntakeApi(kehu.get(BatchIntake.class), kehu.get(Intake.class), allowances);
            assertThat(post(api, batch(9)).getStatusCode().value()).isEqualTo(200);
            assertThat(post(api, single()).getStatusCode().value()).isEqualTo(202);
            long before = kehu.get(GroupCommitEngine.class).head();
            ResponseEntity<?> refused = post(api, batch(4));
            assertThat(refused.getStatusCode().value()).isEqualTo(429);
            assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("2");
            assertThat(refused.getBody())
                    .isInstanceOfSatisfying(
                            ProblemDetail.class,
                            problem ->
                                    assertThat(problem.getProperties())
                                            .containsEntry("code", "intake.too-fast")
                                            .containsKeys(
                                                    "id", "source", "customerId", "position"));
            assertThat(post(api, single()).getStatusCode().value()).isEqualTo(429);
            assertThat(kehu.get(GroupCommitEngine.class).head()).isEqualTo(before);
            now[0] = now[0].plusSeconds(2);
            assertThat(post(api, batch(4)).getStatusCode().value()).isEqualTo(200);
            assertThat(post(api, batch(0)).getStatusCode().value()).isEqualTo(200);
        }
    }

    private static MockHttpServletRequest batch(int events) {
        var request = batch();
        request.setContent(
                IntStream.range(0, events)
                        .mapToObj(i -> "{}")
                        .collect(Collectors.joining(",", "[", "]"))
                        .getBytes(UTF_8));
        return request;
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
