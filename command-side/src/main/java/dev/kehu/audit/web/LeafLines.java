package dev.kehu.audit.web;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Lines {@code {"index","leaf"}}; {@code leaf} is the entry before leaf hashing, base64. */
final class LeafLines {
    private final OutputStream out;

    LeafLines(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        out = new BufferedOutputStream(response.getOutputStream(), 1 << 16);
    }

    void add(long index, byte[] entry) throws IOException {
        String leaf = Base64.getEncoder().encodeToString(entry);
        String line = "{\"index\":%d,\"leaf\":\"%s\"}\n".formatted(index, leaf);
        out.write(line.getBytes(StandardCharsets.US_ASCII));
    }

    void end() throws IOException {
        out.flush();
    }
}
