package dev.kehu.platform.backup;

import dev.kehu.verifier.tree.Rfc6962;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 of a whole file, as lower-case hexadecimal text. */
final class Sha256 {
    private static final int BUFFER = 1 << 16;
    private static final long KILO = 1_000;

    private Sha256() {}

    static String of(Path file, Progress progress) throws IOException {
        return copying(file, OutputStream.nullOutputStream(), "Hashing", progress);
    }

    /** Of the very bytes that are written to the copy. */
    static String copying(Path file, Path copy, Progress progress) throws IOException {
        try (OutputStream out = Files.newOutputStream(copy)) {
            return copying(file, out, "Copying", progress);
        }
    }

    private static String copying(Path file, OutputStream out, String doing, Progress progress)
            throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Rfc6962.sha256();
            String what = doing + " " + file.getFileName();
            long total = Files.size(file);
            long done = 0;
            byte[] buffer = new byte[BUFFER];
            for (int read; (read = in.read(buffer)) >= 0; ) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
                done += read;
                progress.at(what, done / KILO, total / KILO, "kB");
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
