package dev.kehu.platform.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class CloudEventReaderTest {
    private final CloudEventReader reader = new CloudEventReader();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String event(String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\""
                + more
                + "}";
    }

    @Nested
    class Structured {
        @Test
        void keepsAttributesDataAndExtensions() {
            CloudEvent event =
                    reader.structured(
                            bytes(
                                    event(
                                            ",\"subject\":\"who\",\"time\":\"1997-01-18T12:00:00Z\","
                                                + "\"datacontenttype\":\"application/json\","
                                                + "\"trace\":7,\"data\":{\"a\":1.50}")));
            assertThat(event.id()).isEqualTo("1");
            assertThat(event.source()).isEqualTo("/s");
            assertThat(event.type()).isEqualTo("t");
            assertThat(event.subject()).isEqualTo("who");
            assertThat(event.time()).isEqualTo("1997-01-18T12:00:00Z");
            assertThat(event.data()).hasToString("{\"a\":1.50}");
            assertThat(event.extensions()).hasToString("{\"trace\":7}");
        }

        @Test
        void readsDataInBase64() {
            String data = Base64.getEncoder().encodeToString(bytes("{\"a\":\"ü\"}"));
            assertThat(reader.structured(bytes(event(",\"data_base64\":\"" + data + "\""))).data())
                    .hasToString("{\"a\":\"ü\"}");
        }

        @Test
        void keepsBrokenCharactersInBase64AsTheBytesTheyAre() {
            byte[] broken = bytes("{\"a\":\"?\"}");
            broken[6] = (byte) 0xff;
            String data = Base64.getEncoder().encodeToString(broken);
            var kept = reader.structured(bytes(event(",\"data_base64\":\"" + data + "\""))).data();
            assertThat(kept.isBinary()).isTrue();
            assertThat(kept.binaryValue()).isEqualTo(broken);
            assertThat(CanonicalJson.of(kept)).isEqualTo("base64:" + data);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "null",
                    "[]",
                    "7",
                    "{",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\"}",
                    "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
                    "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/s\",\"type\":\"t\"}",
                    "{\"specversion\":\"1.0\",\"id\":1,\"source\":\"/s\",\"type\":\"t\"}",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"} x",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"time\":1}",
                    "{\"specversion\":\"1.0\",\"id\":\"\\ud800\",\"source\":\"/s\",\"type\":\"t\"}",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"\\udc00\":1}}",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"a\":1,\"a\":2}}",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data_base64\":\"%%\"}",
                })
        void refuses(String text) {
            assertThatThrownBy(() -> reader.structured(bytes(text))).isInstanceOf(Unreadable.class);
        }

        @Test
        void namesTheEventItCannotRead() {
            assertThatThrownBy(() -> reader.structured(bytes("{\"id\":\"1\",\"source\":\"/s\"}")))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            e -> {
                                assertThat(e.id()).isEqualTo("1");
                                assertThat(e.source()).isEqualTo("/s");
                            });
        }

        @Test
        void takesWholeSurrogatePairs() {
            assertThat(reader.structured(bytes(event(",\"subject\":\"\\ud83d\\ude00\""))).subject())
                    .isEqualTo("😀");
        }
    }

    @Nested
    class Binary {
        private CloudEvent read(String subject, String body) {
            Map<String, String> headers =
                    new HashMap<>(
                            Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t"));
            headers.put("subject", subject);
            return reader.binary(headers, bytes(body));
        }

        /** Examples of the HTTP binding, section 3.1.3.2. */
        @Test
        void decodesWhatIsPercentEncoded() {
            assertThat(read("Euro%20%E2%82%AC%20%F0%9F%98%80", "{}").subject())
                    .isEqualTo("Euro € 😀");
            assertThat(read("100%25", "{}").subject()).isEqualTo("100%");
            assertThat(read("100% of %zz", "{}").subject()).isEqualTo("100% of %zz");
        }

        @Test
        void unwrapsQuotedValuesBeforeItDecodes() {
            assertThat(read("\"a \\\"b\\\" \\\\ %E2%82%AC\"", "{}").subject())
                    .isEqualTo("a \"b\" \\ €");
        }

        @Test
        void readsTheBodyAsData() {
            assertThat(read("x", "{\"a\":1}").data()).hasToString("{\"a\":1}");
            assertThat(read("x", "").data()).isNull();
            assertThat(read("x", "{\"a\":1} 2").data().binaryValue())
                    .isEqualTo(bytes("{\"a\":1} 2"));
        }

        @Test
        void refusesEscapesThatGiveNoUtf8() {
            assertThatThrownBy(() -> read("%FF%FE", "{}")).isInstanceOf(Unreadable.class);
        }
    }

    @Nested
    class Batch {
        private List<String> items(String text) {
            return reader.items(bytes(text)).stream()
                    .map(item -> new String(item, StandardCharsets.UTF_8))
                    .toList();
        }

        @Test
        void cutsItemsAsTheyAreWritten() {
            assertThat(items(" [ {\"a\" : [1, {}]} ,7, \"ü,]\" , null,true ] \n"))
                    .containsExactly("{\"a\" : [1, {}]}", "7", "\"ü,]\"", "null", "true");
            assertThat(items("[]")).isEmpty();
            assertThat(items("[{\"id\":1,\"id\":2},{}]"))
                    .containsExactly("{\"id\":1,\"id\":2}", "{}");
        }

        @Test
        void spoilsNoOtherItemByADeepOneOrALongNumber() {
            String deep = "[".repeat(600) + "]".repeat(600);
            String number = "1".repeat(1_500);
            assertThat(items("[" + deep + "," + number + ",{}]"))
                    .containsExactly(deep, number, "{}");
            assertThatThrownBy(() -> reader.structured(bytes(event(",\"data\":" + number))))
                    .isInstanceOf(Unreadable.class);
        }

        @Test
        void refusesOtherEncodings() {
            for (String name : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE")) {
                byte[] body = "[{}]".getBytes(Charset.forName(name));
                assertThatThrownBy(() -> reader.items(body)).isInstanceOf(Unreadable.class);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "[{}", "[{},", "[{}] x", "[{}]]", "[{}{}]", "[nope]"})
        void refusesWhatIsNoArray(String text) {
            assertThatThrownBy(() -> items(text)).isInstanceOf(Unreadable.class);
        }
    }
}
