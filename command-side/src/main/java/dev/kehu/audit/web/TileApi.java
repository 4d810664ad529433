package dev.kehu.audit.web;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.tree.Tile;
import dev.kehu.verifier.tree.Unproven;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The tree as tiles (C2SP tlog-tiles), and the entries it is made of. */
@RestController
class TileApi {
    private static final int PAGE = 1_000, LIMIT = 1_000, MOST = 10_000_000;
    private static final int LONGEST = 0xffff;
    private static final String TILES = "/tile/", ENTRIES = "entries/";

    private final MerkleLog log;
    private final EventHistory history;

    TileApi(MerkleLog log, EventHistory history) {
        this.log = log;
        this.history = history;
    }

    /** Hashes of 32 bytes, or under {@code entries/} entries behind their length (2 bytes). */
    @GetMapping("/tile/**")
    ResponseEntity<byte[]> tile(HttpServletRequest request) throws IOException {
        String path = request.getRequestURI();
        String address = path.substring(path.indexOf(TILES) + TILES.length());
        boolean entries = address.startsWith(ENTRIES);
        Tile tile = tile(entries ? "0/" + address.substring(ENTRIES.length()) : address);
        if (!tile.isIn(Checkpoint.of(log.latest()).size())) {
            throw missing();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .body(entries ? entries(tile) : log.tile(tile));
    }

    private static Tile tile(String address) {
        int slash = address.indexOf('/');
        try {
            return Tile.parse(
                    address.substring(0, Math.max(slash, 0)), address.substring(slash + 1));
        } catch (Unproven noAddress) {
            throw missing();
        }
    }

    private static Refusal missing() {
        return Refusal.unknown(
                "audit.no-tile", "The tree of the newest checkpoint has no such tile");
    }

    private byte[] entries(Tile tile) throws IOException {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bundle);
        long first = tile.index() * Tile.WIDTH;
        each(
                first,
                tile.width(),
                event -> {
                    byte[] entry = event.entry();
                    if (entry.length > LONGEST) {
                        throw new IOException("an entry is too long for a bundle");
                    }
                    out.writeShort(entry.length);
                    out.write(entry);
                });
        return bundle.toByteArray();
    }

    /**
     * Lines {@code {"index","leaf"}} of up to {@code limit} entries, in base64 before they are
     * hashed, behind the first {@code after}.
     */
    @GetMapping("/v1/audit/leaves")
    void leaves(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletResponse response)
            throws IOException {
        long held = Asked.number("after", after, 0, 0, Long.MAX_VALUE);
        long most = Asked.number("limit", limit, LIMIT, 1, MOST);
        LeafLines lines = new LeafLines(response);
        each(held, most, event -> lines.add(event.position() - 1, event.entry()));
        lines.end();
    }

    private interface Each {
        void event(StoredEvent event) throws IOException;
    }

    private void each(long after, long most, Each each) throws IOException {
        long position = after, left = most;
        while (left > 0) {
            List<StoredEvent> page = history.readStored(position, (int) Math.min(left, PAGE));
            if (page.isEmpty()) {
                return;
            }
            for (StoredEvent event : page) {
                each.event(event);
            }
            position = page.getLast().position();
            left -= page.size();
        }
    }
}
