package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Proof;
import dev.kehu.verifier.tree.Rfc6962;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What an auditor gets over HTTP, of the whole program with some events in it. */
class ProofsServedIT {
    private static final int DELIVERIES = 150;

    @TempDir static Path directory;

    private static Server server;
    private static final Map<Role, Credentials> USERS = new EnumMap<>(Role.class);

    @BeforeAll
    static void start() throws Exception {
        Options options =
                new Options(directory.resolve("data"), OptionalInt.of(0), Optional.empty());
        server = Server.start(options, Terminal.of(true));
        for (Role role : List.of(Role.AUDITOR, Role.CHANNEL, Role.ANALYST, Role.ADMIN)) {
            USERS.put(role, server.bean(Accounts.class).mint("p-" + role.ordinal(), role));
        }
        deliver(0, DELIVERIES);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> send(Role role, String path, HttpRequest.Builder request)
            throws Exception {
        Credentials who = USERS.get(role);
        byte[] sign = (who.user() + ":" + who.password()).getBytes(StandardCharsets.UTF_8);
        request.uri(URI.create(server.url() + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(sign));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static byte[] get(String path) throws Exception {
        HttpResponse<byte[]> answer = send(Role.AUDITOR, path, HttpRequest.newBuilder());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static String text(String path) throws Exception {
        return new String(get(path), StandardCharsets.UTF_8);
    }

    /** Gives the largest position that was answered. */
    private static long deliver(int from, int to) throws Exception {
        List<Map<String, Object>> batch = new ArrayList<>();
        for (int i = from; i < to; i++) {
            batch.add(
                    Map.of(
                            "specversion", "1.0",
                            "id", "d-" + i,
                            "source", "/proofs",
                            "type", "dev.kehu.customer.v1",
                            "data", Map.of("code", "P-" + i, "name", "Some Body")));
        }
        HttpResponse<byte[]> answer =
                send(
                        Role.CHANNEL,
                        "/v1/events",
                        HttpRequest.newBuilder()
                                .header("Content-Type", "application/cloudevents-batch+json")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                new JsonMapper().writeValueAsBytes(batch))));
        long newest = 0;
        for (JsonNode result : new JsonMapper().readTree(answer.body()).get("results")) {
            assertThat(result.get("status").asString()).isEqualTo("accepted");
            newest = Math.max(newest, result.get("position").asLong());
        }
        return newest;
    }

    private static Checkpoint checkpoint() throws Exception {
        VerifierKey key = VerifierKey.parse(text("/v1/audit/key"));
        Note note = Note.parse(text("/v1/audit/checkpoint"));
        return TrustedKeys.from(key, List.of()).open(note);
    }

    private static List<byte[]> entries(long after, long limit) throws Exception {
        List<byte[]> entries = new ArrayList<>();
        for (String line :
                text("/v1/audit/leaves?after=" + after + "&limit=" + limit).lines().toList()) {
            JsonNode node = new JsonMapper().readTree(line);
            assertThat(node.get("index").asLong()).isEqualTo(after + entries.size());
            entries.add(Base64.getDecoder().decode(node.get("leaf").asString()));
        }
        return entries;
    }

    private static List<byte[]> proof(JsonNode answer) {
        List<byte[]> hashes = new ArrayList<>();
        answer.get("proof").forEach(it -> hashes.add(Base64.getDecoder().decode(it.asString())));
        return hashes;
    }

    @Test
    void signsEverythingThatWasAcknowledgedBefore() throws Exception {
        long before = deliver(1_000, 1_003);
        Checkpoint checkpoint = checkpoint();
        assertThat(checkpoint.size()).isGreaterThanOrEqualTo(before);
        assertThat(checkpoint.origin()).startsWith("kehu/");
        Frontier frontier = new Frontier();
        entries(0, checkpoint.size()).forEach(entry -> frontier.add(Rfc6962.leaf(entry)));
        assertThat(frontier.size()).isEqualTo(checkpoint.size());
        assertThat(frontier.root()).isEqualTo(checkpoint.root());
        assertThat(text("/checkpoint")).isEqualTo(text("/v1/audit/checkpoint"));
    }

    @Test
    void provesEveryEventAndThatTheLogOnlyGrew() throws Exception {
        Checkpoint first = checkpoint();
        deliver(2_000, 2_005);
        Checkpoint second = checkpoint();
        assertThat(second.size()).isGreaterThan(first.size());
        for (long position : new long[] {1, 2, 17, first.size()}) {
            JsonNode answer =
                    new JsonMapper()
                            .readTree(
                                    get(
                                            "/v1/audit/proof?position="
                                                    + position
                                                    + "&size="
                                                    + first.size()));
            byte[] leaf = Rfc6962.leaf(entries(position - 1, 1).getFirst());
            assertThat(answer.get("type").asString()).isEqualTo("inclusion");
            assertThat(answer.get("index").asLong()).isEqualTo(position - 1);
            assertThat(answer.get("size").asLong()).isEqualTo(first.size());
            assertThat(
                            Proof.includes(
                                    position - 1, first.size(), leaf, proof(answer), first.root()))
                    .isTrue();
        }
        JsonNode grown = new JsonMapper().readTree(get("/v1/audit/proof?from=" + first.size()));
        assertThat(grown.get("type").asString()).isEqualTo("consistency");
        assertThat(grown.get("to").asLong()).isEqualTo(second.size());
        assertThat(
                        Proof.extended(
                                first.size(),
                                first.root(),
                                second.size(),
                                second.root(),
                                proof(grown)))
                .isTrue();
    }

    @Test
    void servesTilesAndTheEntriesBehindThem() throws Exception {
        byte[] tile = get("/tile/0/000"), bundle = get("/tile/entries/000");
        assertThat(tile).hasSize(8_192);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bundle));
        for (int i = 0; i < 256; i++) {
            byte[] entry = in.readNBytes(in.readUnsignedShort());
            assertThat(Rfc6962.leaf(entry))
                    .isEqualTo(Arrays.copyOfRange(tile, i * 32, i * 32 + 32));
        }
        assertThat(in.read()).isEqualTo(-1);
        assertThat(get("/tile/0/000.p/7")).isEqualTo(Arrays.copyOf(tile, 224));
        assertThat(get("/tile/1/000.p/1")).hasSize(32);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/audit/proof, 400, audit.no-question",
        "/v1/audit/proof?position=0, 400, parameter.number",
        "/v1/audit/proof?position=x, 400, parameter.number",
        "/v1/audit/proof?position=, 400, parameter.number",
        "/v1/audit/proof?position=99999999, 404, audit.beyond-checkpoint",
        "/v1/audit/proof?position=5&size=4, 404, audit.beyond-checkpoint",
        "/v1/audit/proof?position=5&size=99999999, 404, audit.beyond-checkpoint",
        "/v1/audit/proof?from=5&to=4, 400, audit.backwards",
        "/v1/audit/proof?from=5&to=99999999, 404, audit.beyond-checkpoint",
        "/v1/audit/proof?from=0, 400, parameter.number",
        "/v1/audit/leaves?after=-1, 400, parameter.number",
        "/tile/0/999, 404, audit.no-tile",
        "/tile/64/000, 404, audit.no-tile",
        "/tile/nothing, 404, audit.no-tile"
    })
    void saysWhyNot(String path, int status, String code) throws Exception {
        HttpResponse<byte[]> answer = send(Role.AUDITOR, path, HttpRequest.newBuilder());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(new JsonMapper().readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"/v1/audit/checkpoint", "/checkpoint", "/v1/audit/proof?position=1", "/tile/0/000"})
    void tellsAuditorsAlone(String path) throws Exception {
        assertThat(send(Role.ANALYST, path, HttpRequest.newBuilder()).statusCode()).isEqualTo(403);
        assertThat(send(Role.ADMIN, path, HttpRequest.newBuilder()).statusCode()).isEqualTo(200);
    }

    /** Tools ask for what they like best; there is but one form of each. */
    @Test
    void answersInItsOwnFormWhateverIsAskedFor() throws Exception {
        checkpoint();
        for (String path :
                List.of(
                        "/v1/audit/checkpoint",
                        "/v1/audit/key",
                        "/v1/audit/leaves",
                        "/tile/0/000.p/1")) {
            HttpRequest.Builder asking =
                    HttpRequest.newBuilder().header("Accept", "application/json");
            assertThat(send(Role.AUDITOR, path, asking).statusCode()).as(path).isEqualTo(200);
        }
    }
}
