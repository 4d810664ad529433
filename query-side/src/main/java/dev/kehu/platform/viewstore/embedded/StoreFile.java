package dev.kehu.platform.viewstore.embedded;

import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Opens the file, and says its many ways to fail in the few codes a program can act on. */
final class StoreFile {
    private static final int CACHE_MEGABYTES = 32;

    /** A commit writes every page one of whose documents has changed; most hold one or two. */
    private static final int PAGE_BYTES = 4 << 10;

    private StoreFile() {}

    static MVStore open(Path file) {
        try {
            makePrivate(file);
            return new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .pageSplitSize(PAGE_BYTES)
                    .cacheSize(CACHE_MEGABYTES)
                    .open();
        } catch (RuntimeException e) {
            throw of(file, e);
        }
    }

    /** The last one set aside before is replaced: a disk holds one damaged file, not one a day. */
    static void setAside(Path file) {
        try {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".damaged"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    /** A new file is for its owner only; where the file system knows no owners, as it is. */
    private static void makePrivate(Path file) {
        if (Files.exists(file)
                || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static ViewStoreFailure unreadable(Path file) {
        return new ViewStoreFailure(
                "viewstore.unreadable",
                file + " cannot be read and written; check its permissions and disk");
    }

    private static ViewStoreFailure of(Path file, RuntimeException e) {
        if (e instanceof ViewStoreFailure known) {
            return known;
        }
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
            case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED -> unreadable(file);
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
                        + "); it is taken up at its last commit");
    }
}
