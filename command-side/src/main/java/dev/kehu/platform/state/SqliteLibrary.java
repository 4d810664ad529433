package dev.kehu.platform.state;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * SQLite's native library, kept inside the data directory. Left alone, the driver unpacks it into
 * the temp folder at every start, and leaves it there after a kill.
 */
public final class SqliteLibrary {
    private SqliteLibrary() {}

    /**
     * To be called before the first SQLite connection of the process; later calls do nothing. Who
     * is given the answer comes after it.
     */
    public static synchronized SqliteLibrary keepIn(DataDirectory data) {
        if (System.getProperty("org.sqlite.lib.path") == null) {
            place(data);
        }
        return new SqliteLibrary();
    }

    private static void place(DataDirectory data) {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path folder = data.file("native").resolve(SQLiteJDBCLoader.getVersion());
        try {
            Files.createDirectories(folder);
            System.setProperty("org.sqlite.tmpdir", folder.toString());
            if (!Files.exists(folder.resolve(name)) && !unpack(folder, name)) {
                return;
            }
            System.setProperty("org.sqlite.lib.path", folder.toString());
            System.setProperty("org.sqlite.lib.name", name);
            load();
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(folder, failure);
        }
    }

    /** At once: whoever opens the first file may come when the directory is gone. */
    private static void load() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception failure) { // as the driver declares it
            throw new IllegalStateException("SQLite's library cannot be loaded", failure);
        }
    }

    /** False on systems the driver brings no library for; it then looks for an installed one. */
    private static boolean unpack(Path folder, String name) throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream packed = SqliteLibrary.class.getResourceAsStream(resource)) {
            if (packed == null) {
                return false;
            }
            Path part = folder.resolve(name + ".part");
            Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }
}
