package dev.kehu.platform.viewstore;

import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

final class InMemoryViewStoreTest extends ViewStoreContract {
    @Override
    ViewStore open() {
        return EmbeddedViewStore.inMemory();
    }
}
