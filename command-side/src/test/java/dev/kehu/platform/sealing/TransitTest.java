package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Master keys that only a key service can open; the service is played by a small one here. */
class TransitTest {
    private static final String TOKEN = "s.a-token-nobody-may-see";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path directory;
    private HttpServer service;
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean silent;
    private volatile @Nullable String instead;
    private volatile @Nullable String denied;
    private volatile String ending = "/+==";

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        service.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        if (silent) {
            await();
        }
        boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
        String said = instead;
        if (said == null) {
            var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            said =
                    exchange.getRequestURI().getPath().contains("/encrypt/")
                            ? wrapped(body.path("plaintext").asString())
                            : opened(body.path("ciphertext").asString());
        }
        String act = denied;
        boolean may = act == null || !exchange.getRequestURI().getPath().contains(act);
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known && may ? 200 : 403, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String wrapped(String plain) {
        String name = "vault:v1:" + kept.size() + ending;
        kept.put(name, plain);
        return "{\"data\":{\"ciphertext\":" + JSON.writeValueAsString(name) + "}}";
    }

    private String opened(String ciphertext) {
        return "{\"data\":{\"plaintext\":\"" + kept.get(ciphertext) + "\"}}";
    }

    private Map<String, String> settings() {
        Map<String, String> all = new HashMap<>();
        all.put(
                "kehu.keys.transit.url",
                "http://127.0.0.1:" + service.getAddress().getPort() + "/");
        all.put("kehu.keys.transit.token", TOKEN);
        all.put("kehu.keys.transit.mount", "crm-transit");
        return all;
    }

    private MasterKeys open(boolean mayCreate, Map<String, String> settings) {
        return MasterKeys.open(
                directory.resolve("master.keys"), mayCreate, KeyWrapper.of(settings::get));
    }

    private String file() throws IOException {
        return Files.readString(directory.resolve("master.keys"));
    }

    private static void refuses(String code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageNotContaining(TOKEN)
                .hasMessageNotContaining("a-token");
    }

    private String sealed(MasterKeys masters) {
        try (SubjectKeys keys = SubjectKeys.open(directory.resolve("keys.db"), masters)) {
            String sealed = new Envelope(keys).seal("customer-1", "place", new byte[] {7});
            keys.makeDurable(List.of("customer-1"), 1);
            return sealed;
        }
    }

    private byte[] opened(MasterKeys masters, String sealed) {
        try (SubjectKeys keys = SubjectKeys.open(directory.resolve("keys.db"), masters)) {
            return new Envelope(keys).open("place", sealed);
        }
    }

    @Test
    void keepsNoMasterKeyOnTheDiskAndOpensThemAgain() throws IOException {
        String sealed = sealed(open(true, settings()));
        assertThat(file().lines().filter(line -> !line.startsWith("#")))
                .hasSize(3)
                .allMatch(line -> line.matches("[a-z.0-9]+=vault:v1:.*"));
        assertThat(opened(open(false, settings()), sealed)).containsExactly(7);
        assertThat(asked)
                .contains("POST /v1/crm-transit/encrypt/kehu", "POST /v1/crm-transit/decrypt/kehu");
    }

    @Test
    void wrapsTheKeysOfADirectoryThatHadNoService() throws IOException {
        String sealed = sealed(open(true, Map.of()));
        assertThat(file()).doesNotContain("vault:");
        assertThat(opened(open(false, settings()), sealed)).containsExactly(7);
        assertThat(file()).containsPattern("kek\\.1=vault:").doesNotContainPattern("=[0-9a-f]{64}");
    }

    @Test
    void wrapsANewKeyEncryptionKeyToo() throws IOException {
        MasterKeys masters = open(true, settings());
        String sealed = sealed(masters);
        try (SubjectKeys keys = SubjectKeys.open(directory.resolve("keys.db"), masters)) {
            assertThat(keys.rotate()).isEqualTo(1);
        }
        assertThat(file()).containsPattern("kek\\.2=vault:").doesNotContainPattern("=[0-9a-f]{64}");
        assertThat(opened(open(false, settings()), sealed)).containsExactly(7);
    }

    /** A token that may encrypt alone, or a service that answers anything, would end them all. */
    @Test
    void writesNothingThatDoesNotOpenAgain() throws IOException {
        denied = "/decrypt/";
        refuses("keys.service-refused", () -> open(true, settings()));
        assertThat(directory.resolve("master.keys")).doesNotExist();
        MasterKeys.open(directory.resolve("master.keys"), true, null);
        String before = file();
        refuses("keys.service-refused", () -> open(false, settings()));
        denied = null;
        instead = "{\"data\":{\"ciphertext\":\"vault:v1:other\",\"plaintext\":\"AAAA\"}}";
        refuses("keys.service-refused", () -> open(false, settings()));
        instead = null;
        ending = "\n";
        refuses("keys.service-refused", () -> open(false, settings()));
        assertThat(file()).isEqualTo(before);
    }

    @Test
    void rotatesToNoKeyThatDoesNotOpenAgain() throws IOException {
        MasterKeys masters = open(true, settings());
        String sealed = sealed(masters);
        String before = file();
        denied = "/decrypt/";
        try (SubjectKeys keys = SubjectKeys.open(directory.resolve("keys.db"), masters)) {
            refuses("keys.service-refused", keys::rotate);
        }
        assertThat(file()).isEqualTo(before);
        denied = null;
        assertThat(opened(open(false, settings()), sealed)).containsExactly(7);
    }

    /** The writer of events makes keys durable, and every reader opens texts. */
    @Test
    void isWaitedForByNobodyWhoSealsAndOpens() throws Exception {
        Map<String, String> patient = settings();
        patient.put("kehu.keys.transit.time", "PT2M");
        MasterKeys masters = open(true, patient);
        String sealed = sealed(masters);
        try (SubjectKeys keys = SubjectKeys.open(directory.resolve("keys.db"), masters);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            silent = true;
            asked.clear();
            Future<Long> rotated = threads.submit(keys::rotate);
            Awaitility.await().until(() -> !asked.isEmpty());
            Future<byte[]> meanwhile =
                    threads.submit(
                            () -> {
                                Envelope envelope = new Envelope(keys);
                                envelope.seal("customer-2", "place", new byte[] {8});
                                keys.makeDurable(List.of("customer-2"), 2);
                                return envelope.open("place", sealed);
                            });
            try {
                assertThat(meanwhile.get(20, TimeUnit.SECONDS)).containsExactly(7);
                assertThat(rotated.isDone()).isFalse();
            } finally {
                end.countDown();
            }
            assertThat(rotated.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        }
        silent = false;
        assertThat(opened(open(false, settings()), sealed)).containsExactly(7);
    }

    @Test
    void isRefusedWithoutTheServiceThatWrappedThem() {
        open(true, settings());
        refuses("keys.service-missing", () -> open(false, Map.of()));
    }

    @Test
    void saysWhatIsWrongWithTheService() {
        open(true, settings());
        Map<String, String> wrong = settings();
        wrong.put("kehu.keys.transit.token", "s.another");
        refuses("keys.service-refused", () -> open(false, wrong));
        wrong.remove("kehu.keys.transit.token");
        refuses("keys.service-refused", () -> open(false, wrong));
        instead = "<html>";
        refuses("keys.service-refused", () -> open(false, settings()));
        instead = "{\"data\":{\"plaintext\":\"AAAA\"}}";
        assertThatThrownBy(() -> open(false, settings())).hasMessageContaining("damaged");
        service.stop(0);
        refuses("keys.service-unreachable", () -> open(false, settings()));
    }

    @Test
    void waitsNoLongerThanItMay() {
        open(true, settings());
        silent = true;
        Map<String, String> hasty = settings();
        hasty.put("kehu.keys.transit.time", "PT0.2S");
        refuses("keys.service-unreachable", () -> open(false, hasty));
    }

    /** Not even by the HTTP client, which says what it does not take. */
    @ParameterizedTest
    @ValueSource(strings = {"s.a-token\nof-two-lines", "s.a-token\u00fc", "s.a-token of words"})
    void showsNoTokenItCannotSend(String token) {
        Map<String, String> wrong = settings();
        wrong.put("kehu.keys.transit.token", token);
        refuses("keys.service-refused", () -> open(true, wrong));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5s", "PT0S", "PT-1S"})
    void saysHowATimeIsWritten(String time) {
        Map<String, String> wrong = settings();
        wrong.put("kehu.keys.transit.time", time);
        refuses("keys.service-time", () -> open(true, wrong));
    }

    @Test
    void sendsNothingInTheClear() {
        Map<String, String> open = settings();
        open.put("kehu.keys.transit.url", "http://vault.example.com:8200");
        refuses("keys.service-insecure", () -> open(true, open));
        open.put("kehu.keys.transit.url", "vault");
        refuses("keys.service-insecure", () -> open(true, open));
        assertThat(asked).isEmpty();
    }
}
