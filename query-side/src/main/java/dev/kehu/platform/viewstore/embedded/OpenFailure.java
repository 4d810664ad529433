package dev.kehu.platform.viewstore.embedded;

import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

import java.nio.file.Path;

/** The store's many ways to fail, as the few codes a program can act on. */
final class OpenFailure {
    private OpenFailure() {}

    static ViewStoreFailure of(Path file, RuntimeException e) {
        int code = e instanceof MVStoreException store ? store.getErrorCode() : 0;
        return switch (code) {
            case DataUtils.ERROR_FILE_LOCKED ->
                    new ViewStoreFailure(
                            "viewstore.locked",
                            file + " is in use by another process; end it first");
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                    new ViewStoreFailure(
                            "viewstore.format",
                            file + " has another format; move it away and rebuild the views");
            case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED ->
                    new ViewStoreFailure(
                            "viewstore.unreadable",
                            file + " cannot be read and written; check its permissions and disk");
            default ->
                    new ViewStoreFailure(
                            "viewstore.corrupt",
                            file + " is damaged; move it away and rebuild the views");
        };
    }

    static ViewStoreFailure ofWrite(RuntimeException e) {
        String type = e instanceof MVStoreException store ? " " + store.getErrorCode() : "";
        return new ViewStoreFailure(
                "viewstore.failed",
                "the view store could not commit ("
                        + e.getClass().getSimpleName()
                        + type
                        + "); free the disk and start again");
    }
}
