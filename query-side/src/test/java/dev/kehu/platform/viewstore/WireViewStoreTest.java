package dev.kehu.platform.viewstore;

import com.mongodb.client.MongoClients;

import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.jspecify.annotations.Nullable;

/** The driver, and the embedded store's server at the other end of the wire. */
final class WireViewStoreTest extends ViewStoreContract {
    private @Nullable EmbeddedViewStore embedded;

    @Override
    ViewStore open() {
        embedded = EmbeddedViewStore.inMemory();
        return new MongoViewStore(
                MongoClients.create(embedded.uri()), "views", Durability.BY_WRITE);
    }

    @Override
    void closed() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
