package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawReads;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.round.Contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes on the disk per event beyond its stored payload and metadata, with the keys of customers:
 * whole, and without what only ours has, the leaves and the index that finds what is about a
 * person. What is taken away is the plain length of the leaves and the pages of the index.
 */
final class SizesOnDisk {
    private final double events;
    private final Map<String, Double> content = new LinkedHashMap<>();
    private final Map<String, Double> all = new LinkedHashMap<>();
    private final Map<String, Double> onlyOurs = new LinkedHashMap<>();
    private double columns;

    SizesOnDisk(long events) {
        this.events = events;
    }

    /** While the stores are open: what is content, and what only ours has. */
    void stored(RawReads raw, StockStore h2, StockStore sqlite) throws SQLException {
        columns = raw.columnBytes();
        content.put(Contender.KEHU, raw.storedBytes());
        onlyOurs.put(Contender.KEHU, raw.leafBytes() + raw.subjectIndexBytesInSqlite());
        content.put("stock-h2", h2.storedBytes());
        content.put("stock-sqlite", sqlite.storedBytes());
    }

    /** After they were closed: the files. */
    void files(Path ours, Path theirs) throws IOException {
        all.put(Contender.KEHU, (double) Files.size(ours.resolve("events.db")) + keys(ours));
        all.put("stock-h2", (double) Files.size(theirs.resolve("stock.mv.db")));
        all.put("stock-sqlite", (double) Files.size(theirs.resolve("stock.db")));
    }

    /** A server's files are not ours to look at; it says itself what its tables take. */
    void onPostgres(RawReads raw, StockStore stock, Path ours) throws SQLException, IOException {
        content.put("kehu-postgres", raw.storedBytes());
        onlyOurs.put("kehu-postgres", raw.leafBytes() + raw.subjectIndexBytesInPostgres());
        all.put("kehu-postgres", raw.bytesInPostgres() + keys(ours));
        content.put("stock-postgres", stock.storedBytes());
        all.put("stock-postgres", stock.bytesInPostgres());
    }

    private static double keys(Path directory) throws IOException {
        return Files.size(directory.resolve("keys.db"));
    }

    Map<String, Double> whole() {
        Map<String, Double> beyond = new LinkedHashMap<>();
        beyond.put(Contender.KEHU, 0.0);
        beyond.put(Contender.FLOOR, columns);
        all.forEach((who, bytes) -> beyond.put(who, (bytes - content.get(who)) / events));
        return beyond;
    }

    Map<String, Double> without() {
        Map<String, Double> beyond = whole();
        onlyOurs.forEach((who, bytes) -> beyond.merge(who, -bytes / events, Double::sum));
        return beyond;
    }
}
