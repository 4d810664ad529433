package dev.kehu.platform.viewstore;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same contract on any server a user names, say a replica set. */
@EnabledIfEnvironmentVariable(
        named = MongoUriViewStoreTest.URI,
        matches = "mongodb.*",
        disabledReason = "NOT RUN: set KEHU_MONGO_TEST_URI to prove the contract on that server")
final class MongoUriViewStoreTest extends ViewStoreContract {
    static final String URI = "KEHU_MONGO_TEST_URI";

    @Override
    ViewStore open() {
        return MongoViewStore.connect(System.getenv(URI), "kehu_contract");
    }
}
