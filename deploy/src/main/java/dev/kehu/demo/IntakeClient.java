package dev.kehu.demo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sends events to the public intake in batches, a few of them in flight. */
final class IntakeClient implements AutoCloseable {
    private static final int BATCH = 250;
    private static final int IN_FLIGHT = 4;
    private static final int ATTEMPTS = 20;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI intake;
    private final String authorization;

    IntakeClient(URI server, String user, String password) {
        this.intake = server.resolve("/v1/events");
        byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Returns when every event was answered. */
    void send(List<CloudEvent> events, Tally tally) throws IOException {
        try (var senders = Executors.newFixedThreadPool(IN_FLIGHT, Thread.ofVirtual().factory())) {
            List<Future<?>> batches = new ArrayList<>();
            for (int from = 0; from < events.size(); from += BATCH) {
                var batch = events.subList(from, Math.min(from + BATCH, events.size()));
                batches.add(
                        senders.submit(
                                () -> {
                                    sendBatch(batch, tally);
                                    return null;
                                }));
            }
            for (Future<?> batch : batches) {
                batch.get();
            }
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause().getMessage(), failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void sendBatch(List<CloudEvent> batch, Tally tally)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(intake)
                        .timeout(Duration.ofMinutes(2))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(batch)))
                        .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        for (int attempt = 1; answer.statusCode() == 503 && attempt < ATTEMPTS; attempt++) {
            TimeUnit.SECONDS.sleep(answer.headers().firstValueAsLong("Retry-After").orElse(1));
            answer = http.send(request, BodyHandlers.ofString());
        }
        if (answer.statusCode() != 200) {
            throw new IOException("the intake answered " + answer.statusCode());
        }
        count(json.readTree(answer.body()).path("results"), tally);
    }

    private static void count(JsonNode results, Tally tally) {
        for (JsonNode result : results) {
            JsonNode problem = result.path("problem");
            String code =
                    problem.isObject() ? problem.path("code").asString("") : problem.asString("");
            tally.count(result.path("status").asString(""), code);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
