package dev.kehu.platform.sealing;

import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The transit engine of HashiCorp Vault, or what answers as it does ({@code POST
 * /v1/MOUNT/encrypt|decrypt/KEY}). The token stands in no message and no log.
 */
final class Transit implements KeyWrapper {
    static final String WRAPPED = "vault:";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String SETTINGS = "kehu.keys.transit.";
    private static final int OK = 200;

    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    /** As a line of the file of keys takes it unchanged. */
    private static final Pattern ONE_LINE = Pattern.compile("[!-~&&[^\\\\]]+");

    private final HttpClient http;
    private final URI service;
    private final String mount;
    private final String key;
    private final String token;
    private final Duration patience;

    private Transit(URI service, String mount, String key, String token, Duration patience) {
        this.service = service;
        this.mount = mount;
        this.key = key;
        this.token = token;
        this.patience = patience;
        http = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    static @Nullable Transit of(Function<String, @Nullable String> settings) {
        String url = settings.apply(SETTINGS + "url");
        if (url == null || url.isBlank()) {
            return null;
        }
        String token = settings.apply(SETTINGS + "token");
        URI service = address(url.strip().replaceFirst("/+$", ""));
        if (token == null || token.isBlank()) {
            throw new DataDirectoryRefused(
                    "keys.service-refused",
                    "kehu.keys.transit.url names a key service; give kehu.keys.transit.token,"
                            + " too.");
        }
        return new Transit(
                service,
                or(settings.apply(SETTINGS + "mount"), "transit"),
                or(settings.apply(SETTINGS + "key"), "kehu"),
                inAHeader(token.strip()),
                patience(or(settings.apply(SETTINGS + "time"), "PT5S")));
    }

    /** Said here, for the HTTP client would show the token in its own message. */
    private static String inAHeader(String token) {
        if (!VISIBLE.matcher(token).matches()) {
            throw new DataDirectoryRefused(
                    "keys.service-refused",
                    "kehu.keys.transit.token has to be one line of visible ASCII characters,"
                            + " without a space.");
        }
        return token;
    }

    private static Duration patience(String given) {
        try {
            Duration time = Duration.parse(given);
            if (time.compareTo(Duration.ZERO) > 0) {
                return time;
            }
        } catch (DateTimeParseException unreadable) {
            // said below
        }
        throw new DataDirectoryRefused(
                "keys.service-time",
                "kehu.keys.transit.time has to be longer than nothing, and written as PT5S.");
    }

    private static String or(@Nullable String given, String otherwise) {
        return given == null || given.isBlank() ? otherwise : given.strip();
    }

    /** Keys and the token cross no network in the clear. */
    private static URI address(String url) {
        try {
            URI uri = URI.create(url);
            boolean safe = "https".equals(uri.getScheme());
            boolean here = "http".equals(uri.getScheme()) && HERE.contains(uri.getHost());
            if (uri.getHost() != null && (safe || here)) {
                return uri;
            }
        } catch (IllegalArgumentException unreadable) {
            // said below
        }
        throw new DataDirectoryRefused(
                "keys.service-insecure",
                "kehu.keys.transit.url has to be https://…, or http://… on this machine.");
    }

    @Override
    public String wrap(byte[] plain) {
        String wrapped =
                asked(
                        "encrypt",
                        "plaintext",
                        Base64.getEncoder().encodeToString(plain),
                        "ciphertext");
        if (!KeyWrapper.isWrapped(wrapped) || !ONE_LINE.matcher(wrapped).matches()) {
            throw refused("answers no ciphertext");
        }
        return wrapped;
    }

    @Override
    public byte[] unwrap(String wrapped) {
        try {
            return Base64.getDecoder().decode(asked("decrypt", "ciphertext", wrapped, "plaintext"));
        } catch (IllegalArgumentException unreadable) {
            throw refused("answers no key");
        }
    }

    private String asked(String act, String name, String value, String wanted) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("%s/v1/%s/%s/%s".formatted(service, mount, act, key)))
                        .timeout(patience)
                        .header("X-Vault-Token", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of(name, value))))
                        .build();
        HttpResponse<byte[]> answer = answer(request);
        if (answer.statusCode() != OK) {
            throw refused("answers " + answer.statusCode());
        }
        try {
            String said = JSON.readTree(answer.body()).path("data").path(wanted).asString("");
            if (!said.isEmpty()) {
                return said;
            }
        } catch (JacksonException unreadable) {
            // said below
        }
        throw refused("answers something else");
    }

    /** The time limit is one for all of it: a body that never ends is no answer. */
    private HttpResponse<byte[]> answer(HttpRequest request) {
        var sent = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            sent.cancel(true);
            throw unreachable();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable();
        }
    }

    private DataDirectoryRefused unreachable() {
        return new DataDirectoryRefused(
                "keys.service-unreachable",
                "The key service at %s does not answer within %s; start it, or check kehu.keys.transit.url."
                        .formatted(service.getAuthority(), patience));
    }

    private DataDirectoryRefused refused(String how) {
        return new DataDirectoryRefused(
                "keys.service-refused",
                "The key service at %s %s; check kehu.keys.transit.token, .mount and .key (%s/%s)."
                        .formatted(service.getAuthority(), how, mount, key));
    }
}
