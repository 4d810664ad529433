package dev.kehu.platform.viewstore;

import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class EmbeddedFileViewStoreTest extends ViewStoreContract {
    @TempDir Path directory;

    @Override
    ViewStore open() {
        return EmbeddedViewStore.open(
                directory.resolve("views.db"), EmbeddedViewStore.COMMIT_EVERY);
    }
}
