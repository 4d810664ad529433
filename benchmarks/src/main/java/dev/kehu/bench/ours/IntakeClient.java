package dev.kehu.bench.ours;

import dev.kehu.access.Accounts.Credentials;
import dev.kehu.bench.workload.Interactions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.LongFunction;

/** Posts batches of CloudEvents as any channel would. */
public final class IntakeClient implements AutoCloseable {
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI intake;
    private final String authorization;
    private final Interactions data;

    IntakeClient(URI intake, Credentials user, Interactions data) {
        this.intake = intake;
        this.data = data;
        byte[] pair = (user.user() + ':' + user.password()).getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Posts interactions {@code first} to {@code first + count}; all must be accepted. */
    public void interactions(long first, int count) throws IOException, InterruptedException {
        post(first, count, n -> CloudEvents.interaction(data, n));
    }

    /** Registers all customers. */
    public void customers(int batch) throws IOException, InterruptedException {
        for (int c = 0; c < data.customers(); c += batch) {
            int count = Math.min(batch, data.customers() - c);
            post(c, count, n -> CloudEvents.customer((int) n));
        }
    }

    private void post(long first, int count, LongFunction<byte[]> event)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(intake)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(first, count, event)))
                        .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        int accepted = answer.body().split("\"accepted\"", -1).length - 1;
        if (answer.statusCode() != OK || accepted != count) {
            throw new IllegalStateException(
                    "The intake answered " + answer.statusCode() + " and accepted " + accepted);
        }
    }

    private static byte[] body(long first, int count, LongFunction<byte[]> event)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(count * 512);
        for (int i = 0; i < count; i++) {
            body.write(i == 0 ? '[' : ',');
            body.write(event.apply(first + i));
        }
        body.write(']');
        return body.toByteArray();
    }

    @Override
    public void close() {
        http.close();
    }
}
