package dev.kehu.platform.viewstore.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;

import de.bwaldvogel.mongo.bson.Document;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a driver sees that is not ours: filters read as they are meant, everything else refused. */
final class EmbeddedServerTest {
    private static final int DOCUMENTS = 1_000;

    private final EmbeddedServer server =
            new EmbeddedServer(new StoredCollections(MVStore.open(null), "views"), 0, true);
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase("views");
    private final MongoCollection<BsonDocument> documents =
            database.getCollection("d", BsonDocument.class);

    @BeforeEach
    void fill() {
        documents.insertMany(
                IntStream.range(0, DOCUMENTS).mapToObj(EmbeddedServerTest::document).toList());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static BsonDocument document(int i) {
        return new BsonDocument("_id", new BsonString("d%04d".formatted(i)))
                .append("position", new BsonInt64(i));
    }

    private List<String> find(String filter) {
        return documents
                .find(BsonDocument.parse(filter))
                .map(found -> found.getString("_id").getValue())
                .into(new ArrayList<>());
    }

    private long examined(Runnable work) {
        long before = server.examined();
        work.run();
        return server.examined() - before;
    }

    @Test
    void takesNoWritesFromThoseWhoOnlyLook() {
        StoredCollections shown = new StoredCollections(MVStore.open(null), "views");
        assertThat(shown.insert("d", "d0007", Bytes.of(new Document("_id", "d0007")))).isTrue();
        try (EmbeddedServer looking = new EmbeddedServer(shown, 0, false);
                MongoClient visitor = MongoClients.create(looking.uri())) {
            var seen = visitor.getDatabase("views").getCollection("d", BsonDocument.class);
            assertThat(seen.find().first()).isNotNull();
            assertThatThrownBy(() -> seen.insertOne(document(8)))
                    .hasMessageContaining("only be read");
            assertThatThrownBy(() -> seen.deleteMany(new BsonDocument()))
                    .hasMessageContaining("only be read");
            assertThatThrownBy(seen::drop).hasMessageContaining("only be read");
            assertThat(shown.count("d")).isEqualTo(1);
        }
    }

    @Nested
    class ReadsNoMoreThanItReturns {
        @Test
        void byId() {
            assertThat(examined(() -> assertThat(find("{_id: 'd0007'}")).hasSize(1))).isEqualTo(1);
            assertThat(examined(() -> assertThat(find("{_id: 'absent'}")).isEmpty())).isZero();
        }

        @Test
        void byAListOfIds() {
            String filter = "{_id: {$in: ['d0009', 'absent', 'd0001', 'd0009']}}";
            assertThat(examined(() -> assertThat(find(filter)).containsExactly("d0001", "d0009")))
                    .isEqualTo(2);
        }

        @Test
        void byARange() {
            String filter = "{_id: {$gt: 'd0100', $lte: 'd0110'}}";
            assertThat(examined(() -> assertThat(find(filter)).hasSize(10))).isEqualTo(10);
        }

        @Test
        void byARangeBackwards() {
            BsonDocument filter = BsonDocument.parse("{_id: {$gte: 'd0100', $lt: 'd0110'}}");
            List<BsonDocument> last = new ArrayList<>();
            long examined =
                    examined(
                            () ->
                                    documents
                                            .find(filter)
                                            .sort(BsonDocument.parse("{_id: -1}"))
                                            .limit(2)
                                            .into(last));
            assertThat(last).containsExactly(document(109), document(108));
            assertThat(examined).isEqualTo(2);
        }

        @Test
        void byIdBesideOtherFields() {
            assertThat(examined(() -> find("{_id: 'd0007', position: {$gte: 7}}"))).isEqualTo(1);
            assertThat(find("{_id: 'd0007', position: 8}")).isEmpty();
            assertThat(find("{_id: {$in: ['d0007', 'd0008']}, position: {$lt: 8}}"))
                    .containsExactly("d0007");
        }

        @Test
        void forACompareAndSet() {
            BsonDocument filter = BsonDocument.parse("{_id: 'd0007', position: 7}");
            filter.put("position", new BsonInt64(7));
            assertThat(examined(() -> documents.replaceOne(filter, document(7)))).isEqualTo(1);
            assertThat(examined(() -> documents.deleteOne(filter))).isEqualTo(1);
        }

        @Test
        void butTheCounterSeesAScan() {
            assertThat(examined(() -> assertThat(find("{position: 7}")).hasSize(1)))
                    .isEqualTo(DOCUMENTS);
        }
    }

    @Nested
    class Refuses {
        @Test
        void idsThatAreNotText() {
            refused(() -> find("{_id: 7}"), 2);
            refused(() -> find("{_id: {$regex: 'd'}}"), 2);
        }

        @Test
        void whatIsOutsideThePortableSubset() {
            refused(() -> documents.find().projection(BsonDocument.parse("{a: 1}")).first(), 2);
            refused(() -> documents.find().sort(BsonDocument.parse("{a: 1}")).first(), 2);
            refused(() -> documents.find().skip(3).first(), 2);
            refused(() -> documents.aggregate(List.of()).first(), 59);
            refused(() -> documents.createIndex(BsonDocument.parse("{a: 1}")), 59);
        }

        private void refused(Runnable work, int code) {
            assertThatThrownBy(work::run)
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(code));
        }
    }

    @Test
    void streamsMoreThanOneBatch() {
        List<BsonDocument> all = documents.find().batchSize(7).into(new ArrayList<>());
        assertThat(all).hasSize(DOCUMENTS).startsWith(document(0)).endsWith(document(999));
    }

    @Test
    void deletesAndCountsByFilter() {
        documents.deleteMany(BsonDocument.parse("{_id: {$gte: 'd0500'}}"));
        assertThat(documents.estimatedDocumentCount()).isEqualTo(500);
    }
}
