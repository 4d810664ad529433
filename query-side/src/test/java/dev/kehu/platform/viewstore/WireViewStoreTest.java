package dev.kehu.platform.viewstore;

import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.jspecify.annotations.Nullable;

/** The driver, and the embedded store's server at the other end of the wire. */
final class WireViewStoreTest extends ViewStoreContract {
    private @Nullable EmbeddedViewStore embedded;

    @Override
    ViewStore open() {
        embedded = EmbeddedViewStore.inMemory();
        return MongoViewStore.connect(embedded.uri(), "views");
    }

    @Override
    void closed() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
