package dev.kehu.platform.transfer;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * JSON Lines in gzip. Each line ends with the member {@code check}: the CRC-32C of everything
 * before it, on this line and all lines before, each without its own check; so a reader knows the
 * first line that is not as it was written.
 */
final class LineOutput implements AutoCloseable {
    static final String CHECK = ",\"check\":\"";
    static final int CHECK_BYTES = CHECK.length() + 8 + 2;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BUFFER = 1 << 16;

    private final CRC32C check = new CRC32C();
    private final OutputStream out;

    LineOutput(OutputStream file) throws IOException {
        out = new BufferedOutputStream(new GZIPOutputStream(file, BUFFER), BUFFER);
    }

    void write(Object line) throws IOException {
        byte[] json = JSON.writeValueAsBytes(line);
        int open = json.length - 1; // without the brace
        check.update(json, 0, open);
        out.write(json, 0, open);
        String end = CHECK + HexFormat.of().toHexDigits((int) check.getValue()) + "\"}\n";
        out.write(end.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
