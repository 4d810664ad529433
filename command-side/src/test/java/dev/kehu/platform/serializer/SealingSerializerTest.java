package dev.kehu.platform.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;

import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@Execution(ExecutionMode.CONCURRENT)
class SealingSerializerTest {
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00.123Z");

    @TempDir private Path directory;
    private SubjectKeys keys;
    private SealingSerializer serializer;

    @BeforeEach
    void open() {
        keys =
                SubjectKeys.open(
                        directory.resolve("keys.db"),
                        MasterKeys.open(directory.resolve("master.keys"), true));
        serializer = new SealingSerializer(new EventNames(), new Envelope(keys));
    }

    @AfterEach
    void close() {
        keys.close();
    }

    static List<DomainEvent> samples() {
        return Samples.all();
    }

    private byte[] stored(DomainEvent event) {
        return serializer.serialize(event, byte[].class).getData();
    }

    private DomainEvent read(DomainEvent like, byte[] stored) {
        EventShape shape = EventShape.of(like.getClass());
        return serializer.read(shape.name().value(), shape.name().revision(), stored);
    }

    /** Keeps the keys of what was stored, then does this to the table of keys, and starts anew. */
    private void erase(String... statements) throws SQLException {
        samples()
                .forEach(e -> keys.makeDurable(List.of(EventShape.of(e.getClass()).subject(e)), 0));
        keys.close();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        open();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEveryEventAsItWas(DomainEvent event) {
        assertThat(read(event, stored(event))).isEqualTo(event);
        DomainEvent again = serializer.deserialize(serializer.serialize(event, byte[].class));
        assertThat(again).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsPersonalPartsAsNothingOnceTheKeyIsErased(DomainEvent event) throws Exception {
        byte[] stored = stored(event);
        erase(
                "INSERT INTO tombstone SELECT key_id, subject, 0 FROM subject_key",
                "DELETE FROM subject_key");
        assertThat(read(event, stored)).isEqualTo(Samples.erased(event));
    }

    @Test
    void failsOverAKeyThatIsLostWithoutBeingErased() throws Exception {
        DomainEvent event =
                new CustomerRegistered(new CustomerId("customer-1"), "A", "B", null, WHEN);
        byte[] stored = stored(event);
        keys.makeDurable(List.of("customer-1"), 0);
        erase("DELETE FROM subject_key");
        assertThatThrownBy(() -> read(event, stored))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("neither there nor erased");
    }

    @Test
    void doesNotOpenAPartMovedToAnotherEventSubjectOrCategory() {
        CustomerId one = new CustomerId("customer-1");
        CustomerId other = new CustomerId("customer-2");
        byte[] merged = stored(new CustomerMerged(one, other, "secret", WHEN));
        DomainEvent restored = new CustomerRestored(one, other, "secret", WHEN);
        assertThat(read(new CustomerMerged(one, other, null, WHEN), merged))
                .isEqualTo(new CustomerMerged(one, other, "secret", WHEN));
        assertThatThrownBy(() -> read(restored, merged))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("do not open");
        Envelope envelope = new Envelope(keys);
        String sealed = envelope.seal("customer-1", "name\ncontent", new byte[] {1});
        assertThat(envelope.open("name\ncontent", sealed)).containsExactly(1);
        assertThatThrownBy(() -> envelope.open("name\ncontact", sealed))
                .isInstanceOf(IllegalStateException.class);
        String others = envelope.seal("customer-2", "name\ncontent", new byte[] {1});
        assertThatThrownBy(() -> envelope.open("name\ncontent", swapped(sealed, others)))
                .isInstanceOf(IllegalStateException.class);
    }

    /** The first one's content under the second one's key id (version and id: 17 bytes). */
    private static String swapped(String content, String header) {
        byte[] one = java.util.Base64.getUrlDecoder().decode(content);
        byte[] two = java.util.Base64.getUrlDecoder().decode(header);
        System.arraycopy(two, 0, one, 0, 17);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(one);
    }

    @Test
    void showsNothingPersonalInTheStoredBytes() {
        CustomerRegistered event =
                new CustomerRegistered(
                        new CustomerId("customer-1"), "CANARY", "CANARY", "CANARY", WHEN);
        assertThat(new String(stored(event), StandardCharsets.UTF_8))
                .doesNotContain("CANARY")
                .contains("customer-1");
        assertThat(stored(event)).isNotEqualTo(stored(event)); // a new nonce each time
    }

    @Test
    void writesOneKeyOnceForAllEventsOfASubject() throws Exception {
        stored(new CustomerRegistered(new CustomerId("c"), "A", "B", null, WHEN));
        stored(new CustomerRegistered(new CustomerId("c"), "A", "B", null, WHEN));
        stored(new CustomerOpened(new CustomerId("d"), WHEN));
        keys.makeDurable(List.of("c", "d"), 0);
        keys.makeDurable(List.of("c", "d"), 0);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("SELECT subject FROM subject_key")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("c");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void keepsTokensAndMetadata() {
        GlobalSequenceTrackingToken position = new GlobalSequenceTrackingToken(7);
        for (TrackingToken token :
                List.of(
                        position,
                        ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(50)),
                        ReplayToken.createReplayToken(
                                new GlobalSequenceTrackingToken(50), position, "why"))) {
            TrackingToken read = serializer.deserialize(serializer.serialize(token, byte[].class));
            assertThat(read).isEqualTo(token);
        }
        byte[] meta = serializer.serialize(MetaData.with("actor", "agent"), byte[].class).getData();
        assertThat(serializer.readMetadata(meta)).isEqualTo(Map.of("actor", "agent"));
    }

    @Test
    void readsEachOfManyMetadataAsItWasWritten() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                Map<String, String> wanted =
                        Map.of("actor", "agent-" + i, "request", "x".repeat(i % 400));
                MetaData data = MetaData.from(wanted);
                byte[] meta = serializer.serialize(data, byte[].class).getData();
                assertThat(serializer.readMetadata(meta)).isEqualTo(wanted);
                MetaData read =
                        serializer.deserialize(new SerializedMetaData<>(meta, byte[].class));
                assertThat(read).isEqualTo(data);
            }
        }
        byte[] meta = serializer.serialize(MetaData.with("actor", "a"), byte[].class).getData();
        assertThat(serializer.readMetadata(meta)).isSameAs(serializer.readMetadata(meta.clone()));
        assertThatThrownBy(() -> serializer.readMetadata(meta).put("actor", "other"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesAMessageWhereItsPayloadBelongs() {
        assertThatThrownBy(
                        () ->
                                serializer.serialize(
                                        GenericEventMessage.asEventMessage("x"), byte[].class))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void refusesAStoredNameNobodyKnows() {
        assertThatThrownBy(
                        () ->
                                serializer.deserialize(
                                        new SimpleSerializedObject<>(
                                                new byte[] {'{', '}'},
                                                byte[].class,
                                                "customer.vanished",
                                                "1")))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> serializer.read("java.lang.Runtime", "1", new byte[] {'{', '}'}))
                .isInstanceOf(RuntimeException.class);
    }
}
