package dev.kehu.audit.view.export;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.ViewApi;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The history as JSON Lines, positions 1, 2, 3 … without gaps. */
@ViewApi
final class ExportApi {
    private static final int PAGE = 1_000, LIMIT = 1_000, MOST = 10_000_000;
    private final History history;
    private final JsonMapper json = JsonMapper.builder().build();

    ExportApi(History history) {
        this.history = history;
    }

    /**
     * Streams up to {@code limit} events after position {@code after}, a page in memory at a time.
     * Written by the request's own thread: a long export must not meet the time limit of
     * asynchronous answers.
     */
    @GetMapping(value = "/v1/events/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletResponse response)
            throws IOException {
        long from = Parameters.number("after", after, 0, 0, Long.MAX_VALUE);
        long most = Parameters.number("limit", limit, LIMIT, 1, MOST);
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setHeader("X-Store-Position", Long.toString(history.head()));
        write(from, most, response.getOutputStream());
    }

    void write(long after, long limit, OutputStream out) throws IOException {
        BufferedOutputStream lines = new BufferedOutputStream(out, 64 * 1024);
        long position = after, left = limit;
        while (left > 0) {
            List<RecordedEvent> page = history.readAfter(position, (int) Math.min(left, PAGE));
            if (page.isEmpty()) break;
            for (RecordedEvent event : page) {
                lines.write(json.writeValueAsBytes(ExportLine.of(event)));
                lines.write('\n');
            }
            position = page.getLast().position();
            left -= page.size();
        }
        lines.flush();
    }
}
