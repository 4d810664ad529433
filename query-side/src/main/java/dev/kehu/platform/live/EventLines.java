package dev.kehu.platform.live;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events; every one is on its way when its method returns. */
final class EventLines {
    private static final long RETRY_MILLIS = 2_000;
    private final HttpServletResponse response;
    private final JsonMapper json;

    EventLines(HttpServletResponse response, JsonMapper json) {
        this.response = response;
        this.json = json;
    }

    void begin() throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // else a proxy would keep them back
        write("retry: " + RETRY_MILLIS + "\n\n");
    }

    /** Jackson writes no line ends, so the data is one line. */
    void event(String name, long position, Object body) throws IOException {
        String data = json.writeValueAsString(body);
        write("id: " + position + "\nevent: " + name + "\ndata: " + data + "\n\n");
    }

    void comment(long position) throws IOException {
        write(": " + position + "\n\n");
    }

    private void write(String text) throws IOException {
        OutputStream out = response.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
