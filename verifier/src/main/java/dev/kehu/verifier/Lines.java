package dev.kehu.verifier;

import dev.kehu.verifier.tree.Unproven;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of an export: JSON in gzip, each with a last member {@code check}, the CRC-32C of all
 * before it on this line and the lines before. It tells damage by accident from what was meant.
 */
final class Lines implements AutoCloseable {
    private static final String CHECK = ",\"check\":\"";
    private static final int CHECK_BYTES = CHECK.length() + 10;
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = 16 << 20;

    private final InputStream in;
    private final CRC32C check = new CRC32C();

    private Lines(InputStream in) {
        this.in = in;
    }

    static Lines open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new Lines(new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER));
        } catch (ZipException | EOFException noGzip) {
            raw.close();
            throw new Unproven("the file is no export");
        } catch (IOException failure) {
            raw.close();
            throw failure;
        }
    }

    /** The next line; null behind the last. */
    Map<?, ?> next() throws IOException {
        byte[] line = read();
        if (line.length == 0) {
            return null;
        }
        int before = line.length - CHECK_BYTES;
        if (before < 1) {
            throw new Unproven("its line is cut off");
        }
        check.update(line, 0, before);
        String expected = CHECK + HexFormat.of().toHexDigits((int) check.getValue()) + "\"}";
        String found = new String(line, before, CHECK_BYTES, StandardCharsets.ISO_8859_1);
        if (!found.equals(expected)) {
            throw new Unproven("the check of its line does not fit");
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
            return Json.object(text);
        } catch (CharacterCodingException e) {
            throw new Unproven("its line is no UTF-8");
        }
    }

    private byte[] read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        try {
            for (int b; (b = in.read()) >= 0 && b != '\n'; ) {
                if (line.size() == LONGEST) {
                    throw new Unproven("its line does not end");
                }
                line.write(b);
            }
        } catch (ZipException | EOFException broken) {
            throw new Unproven("the file is damaged or ends there");
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
