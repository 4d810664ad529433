package dev.kehu.audit.web;

import dev.kehu.platform.accesslog.AccessJournal;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.List;

/** The log of who looked, so that others can check that nothing of it was changed. */
@RestController
class AccessProofApi {
    private static final int PAGE = 1_000, LIMIT = 1_000, MOST = 10_000_000;

    private final AccessJournal journal;

    AccessProofApi(AccessJournal journal) {
        this.journal = journal;
    }

    /** Covers every look that was answered before the request. */
    @GetMapping(value = "/v1/audit/access/checkpoint", produces = "text/plain")
    String checkpoint() {
        return journal.log().checkpoint().toString();
    }

    @GetMapping(value = "/v1/audit/access/key", produces = "text/plain")
    String key() {
        return journal.log().key() + "\n";
    }

    /** {@code {"index","leaf"}} a line; {@code leaf} is the entry before leaf hashing, base64. */
    @GetMapping(value = "/v1/audit/access/leaves", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void leaves(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletResponse response)
            throws IOException {
        long index = Asked.number("after", after, 0, 0, Long.MAX_VALUE);
        long left = Asked.number("limit", limit, LIMIT, 1, MOST);
        LeafLines lines = new LeafLines(response);
        List<byte[]> page;
        do {
            page = journal.bytes(index, (int) Math.min(left, PAGE));
            for (byte[] entry : page) lines.add(index++, entry);
            left -= page.size();
        } while (!page.isEmpty() && left > 0);
        lines.end();
    }
}
