package dev.kehu.platform.viewstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a replica set may answer to a write, as the driver tells it. */
class AttemptTest {
    private static final ServerAddress SERVER = new ServerAddress("a.example");
    private static final WriteConcernError LATE =
            new WriteConcernError(64, "WriteConcernTimeout", "waiting", new BsonDocument());
    private static final BulkWriteError DUPLICATE =
            new BulkWriteError(Attempt.DUPLICATE, "E11000 of a document", new BsonDocument(), 0);

    private static String code(MongoException answer) {
        ViewStoreFailure failure =
                catchThrowableOfType(
                        ViewStoreFailure.class,
                        () ->
                                Attempt.run(
                                        () -> {
                                            throw answer;
                                        }));
        assertThat(failure.getMessage()).doesNotContain("E11000", "waiting", "a.example");
        return failure.code();
    }

    private static MongoBulkWriteException bulk(
            List<BulkWriteError> errors, @Nullable WriteConcernError late) {
        BulkWriteResult result = BulkWriteResult.acknowledged(1, 0, 0, 0, List.of(), List.of());
        return new MongoBulkWriteException(result, errors, late, SERVER, Set.of());
    }

    @Test
    void isUnconfirmedWhereNoMajorityAnsweredInTime() {
        WriteConcernResult one = WriteConcernResult.acknowledged(1, true, null);
        assertThat(code(new MongoWriteConcernException(LATE, one, SERVER, Set.of())))
                .isEqualTo("viewstore.unconfirmed");
        assertThat(code(bulk(List.of(), LATE))).isEqualTo("viewstore.unconfirmed");
    }

    @Test
    void isUnconfirmedAlsoWhereAnotherWasFirst() {
        assertThat(code(bulk(List.of(DUPLICATE), LATE))).isEqualTo("viewstore.unconfirmed");
        assertThat(code(bulk(List.of(DUPLICATE), null))).isEqualTo("viewstore.duplicate");
    }

    @Test
    void isNotWaitedForForEver() {
        assertThat(concern("mongodb://a.example").getWTimeout(TimeUnit.SECONDS)).isEqualTo(20);
        WriteConcern asked = concern("mongodb://a.example/?w=1&wtimeoutMS=1500");
        assertThat(asked.getWTimeout(TimeUnit.MILLISECONDS)).isEqualTo(1_500);
        assertThat(asked.getWString()).isEqualTo("majority");
    }

    private static WriteConcern concern(String uri) {
        return MongoViewStore.settings(new ConnectionString(uri)).getWriteConcern();
    }
}
