package dev.kehu.platform.transfer;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads what {@link LineOutput} wrote; names the first line that is not as it was written. */
final class LineInput implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] PROOFS = "{\"tile\":".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 1 << 16;

    /** An event takes a megabyte at most; escaped, six. */
    private static final int LONGEST = 16 << 20;

    private final Path file;
    private final InputStream in;
    private final CRC32C check = new CRC32C();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    private long number;

    private LineInput(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    static LineInput open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new LineInput(
                    file, new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER));
        } catch (ZipException | EOFException noGzip) {
            raw.close();
            throw Refusal.invalid(
                    "import.not-history", file + " was not written by ./kehu export.");
        } catch (IOException failure) {
            raw.close();
            throw failure;
        }
    }

    /** Of the line read last; the header is line 1. */
    long number() {
        return number;
    }

    /** The next line, or null behind the last one. */
    <T> @Nullable T next(Class<T> type) throws IOException {
        number++;
        byte[] bytes = read();
        if (bytes.length == 0) {
            return null;
        }
        int before = bytes.length - LineOutput.CHECK_BYTES;
        if (before < 1) {
            throw damaged("it is cut off");
        }
        check.update(bytes, 0, before);
        String expected =
                LineOutput.CHECK + HexFormat.of().toHexDigits((int) check.getValue()) + "\"}";
        String found =
                new String(bytes, before, LineOutput.CHECK_BYTES, StandardCharsets.ISO_8859_1);
        if (!found.equals(expected)) {
            throw damaged("its check does not fit");
        }
        if (ofProofs(bytes)) {
            return next(type);
        }
        try {
            return JSON.readValue(bytes, type);
        } catch (JacksonException unreadable) {
            throw damaged("it does not read");
        }
    }

    /** Proofs are for those who check the file, not for those who take it over. */
    private static boolean ofProofs(byte[] line) {
        return line.length >= PROOFS.length
                && Arrays.equals(line, 0, PROOFS.length, PROOFS, 0, PROOFS.length);
    }

    private byte[] read() throws IOException {
        line.reset();
        try {
            for (int b; (b = in.read()) >= 0 && b != '\n'; ) {
                if (line.size() == LONGEST) {
                    throw damaged("it does not end");
                }
                line.write(b);
            }
        } catch (ZipException | EOFException broken) {
            throw damaged("the file is damaged or ends there");
        }
        return line.toByteArray();
    }

    Refusal damaged(String why) {
        return Refusal.invalid(
                "import.damaged",
                "Line %d of %s is damaged: %s; use another copy.".formatted(number, file, why));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
