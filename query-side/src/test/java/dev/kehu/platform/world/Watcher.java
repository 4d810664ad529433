package dev.kehu.platform.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads server-sent events as a browser does. */
final class Watcher implements AutoCloseable {
    private final InputStream in;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger comments = new AtomicInteger();
    private volatile boolean ended;
    private volatile @Nullable IOException failure;
    private int taken;

    /** One event. */
    record Event(long id, String name, String data) {}

    private Watcher(InputStream in) {
        this.in = in;
        Thread.ofVirtual().start(this::read);
    }

    static Watcher open(HttpClient client, URI uri, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) request.headers(headers);
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        return new Watcher(response.body());
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, String> fields = new HashMap<>();
            for (String line; (line = lines.readLine()) != null; ) {
                int colon = line.indexOf(':');
                if (colon == 0) comments.incrementAndGet();
                else if (colon > 0) fields.put(line.substring(0, colon), line.substring(colon + 2));
                else if (fields.containsKey("data")) {
                    events.add(
                            new Event(
                                    Long.parseLong(fields.get("id")),
                                    fields.get("event"),
                                    fields.get("data")));
                    fields.clear();
                }
            }
        } catch (IOException broken) {
            failure = broken;
        } finally {
            ended = true;
        }
    }

    Event next() {
        await().until(() -> events.size() > taken);
        return events.get(taken++);
    }

    Event last() {
        return events.getLast();
    }

    /** Events not taken yet. */
    int waiting() {
        return events.size() - taken;
    }

    int comments() {
        return comments.get();
    }

    boolean ended() {
        return ended;
    }

    @Nullable IOException failure() {
        return failure;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
