package dev.kehu.platform.analysis.duckdb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;

/**
 * DuckDB's driver, with its native library kept in a folder of ours. Left alone, the driver unpacks
 * 70 MB into the temp folder at every start, which may be mounted noexec, and leaves them there
 * after a kill. It looks for an installed library only where it cannot see the packed one, hence a
 * class loader that hides it and names ours.
 */
public final class DuckLibrary {
    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static final String PACKED = "libduckdb_java.so_";

    /** As many times its own size have to be free where it is unpacked. */
    private static final long ROOM = 3;

    private static @Nullable DuckLibrary loaded;

    private final ClassLoader beside;
    private final Driver driver;

    private DuckLibrary(Path library) throws ReflectiveOperationException {
        beside = new Beside(library);
        driver = (Driver) beside.loadClass(DRIVER).getConstructor().newInstance();
    }

    /**
     * The library of this process: the first folder that is named serves all.
     *
     * @throws IOException when it cannot be unpacked, or there is none for this system
     */
    public static synchronized DuckLibrary in(Path folder) throws IOException {
        if (loaded == null) {
            try {
                loaded = new DuckLibrary(unpacked(folder));
            } catch (ReflectiveOperationException broken) {
                throw new IOException("DuckDB's driver cannot be loaded", broken);
            }
        }
        return loaded;
    }

    private static Path unpacked(Path folder) throws IOException {
        String name = packedName();
        URL packed = DuckLibrary.class.getResource("/" + name);
        if (packed == null) throw new IOException("DuckDB brings no library for this system");
        var connection = packed.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            // Its size tells one version from another without reading 70 MB.
            long size = connection.getContentLengthLong();
            Path library = folder.resolve(name + "-" + size);
            if (Files.exists(library) && Files.size(library) == size) return library;
            Files.createDirectories(folder);
            // Events are on the same disk: they are worth more than a copy of them.
            if (folder.toFile().getUsableSpace() < ROOM * size)
                throw new IOException("there is not enough room on the disk for DuckDB's library");
            Path part = folder.resolve(name + ".part");
            try {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            return library;
        }
    }

    private static String packedName() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        String system = os.contains("mac") ? "macos" : os.contains("windows") ? "windows" : "linux";
        return PACKED + system + "_" + (arm ? "arm64" : "amd64");
    }

    public Connection connect(String url, java.util.Properties properties) throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) throw new SQLException("DuckDB does not know its own address");
        return connection;
    }

    /** A sink for rows of a table; the connection is one of {@link #connect}. */
    public RowSink appending(Connection connection, String table) throws SQLException {
        try {
            return (RowSink)
                    beside.loadClass(Appending.class.getName())
                            .getConstructor(Connection.class, String.class)
                            .newInstance(connection, table);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof SQLException cause) throw cause;
            throw new SQLException(failed.getCause());
        } catch (ReflectiveOperationException broken) {
            throw new SQLException(broken);
        }
    }

    /** Defines the driver's classes, and ours that use them, itself. */
    private static final class Beside extends ClassLoader {
        private final Path library;

        Beside(Path library) {
            super(DuckLibrary.class.getClassLoader());
            this.library = library;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.duckdb.") && !name.equals(Appending.class.getName()))
                return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                if (in == null) throw new ClassNotFoundException(name);
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.contains(PACKED) ? null : super.getResource(name);
        }

        @Override
        protected @Nullable String findLibrary(String name) {
            return name.equals("duckdb_java") ? library.toString() : null;
        }
    }
}
