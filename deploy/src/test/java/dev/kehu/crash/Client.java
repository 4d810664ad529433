package dev.kehu.crash;

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
import java.util.Base64;
import java.util.List;

/** Speaks to the program as a channel, an agent and an auditor do. */
record Client(URI address, HttpClient http) {
    private static final JsonMapper JSON = new JsonMapper();

    static Client of(URI address) {
        return new Client(
                address, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /** Results of a batch, in order. */
    JsonNode send(List<String> events) throws IOException, InterruptedException {
        return JSON.readTree(answer(posted(events))).get("results");
    }

    /** Whatever the program answers. */
    HttpResponse<String> post(List<String> events) throws IOException, InterruptedException {
        return http.send(posted(events), BodyHandlers.ofString());
    }

    private HttpRequest posted(List<String> events) {
        return request("channel", "/v1/events")
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofString("[" + String.join(",", events) + "]"))
                .build();
    }

    int status(String path) throws IOException, InterruptedException {
        return http.send(request("admin", path).build(), BodyHandlers.discarding()).statusCode();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(answer(request("admin", path).build()));
    }

    List<JsonNode> lines(String path) throws IOException, InterruptedException {
        return answer(request("auditor", path).build()).lines().map(JSON::readTree).toList();
    }

    /** Whatever becomes of it: the program may be killed meanwhile. */
    void erase(String path) {
        try {
            http.send(
                    request("admin", path)
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            "{\"reason\":\"asked\",\"basis\":\"GDPR 17\"}"))
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException cutOff) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request(String user, String path) {
        byte[] pair = (user + ":" + Child.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private String answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri().getPath() + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
