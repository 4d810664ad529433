package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.EventsElsewhere;
import dev.kehu.platform.datadir.StateElsewhere;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Where a backup can be taken to, and of what. */
final class BackupPlaces {
    private static final String THERE =
            "The events are kept in %s. With Kehu stopped, copy access.db, access, audit, state.db"
                + " and, if there is one, companion.db; then back the events up with the tools of"
                + " their server, with the schema kehu_keys if there is one; then copy keys.db, if"
                + " there is one, master.keys, erased.jsonl, receipt.key, access.key and"
                + " audit.key.";
    private static final String ALL_THERE =
            "Events and state are kept in PostgreSQL. With Kehu stopped, copy access.db, access and"
                    + " audit; then back up the schemas kehu, kehu_state and, if there is one,"
                    + " kehu_keys in one snapshot; then copy keys.db, if there is one, master.keys,"
                    + " erased.jsonl, receipt.key, access.key and audit.key.";

    private BackupPlaces() {}

    /**
     * @throws Refusal when a backup of this data directory cannot be taken there, or at all
     */
    static void refuseBad(Path root, Path to, Path keysTo) {
        if (to.startsWith(keysTo) || keysTo.startsWith(to)) {
            throw Refusal.invalid(
                    "backup.together",
                    "The keys must not lie in the directory of the events; name another.");
        }
        for (Path place : List.of(to, keysTo)) {
            if (place.startsWith(root)) {
                throw Refusal.invalid(
                        "backup.inside", place + " lies inside the data directory; name another.");
            }
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw Refusal.conflict(
                        "backup.exists", place + " exists already; name a new directory.");
            }
        }
        EventsElsewhere elsewhere = new EventsElsewhere(root);
        if (elsewhere.isMarked()) {
            throw Refusal.conflict(
                    "backup.elsewhere",
                    new StateElsewhere(root).isMarked()
                            ? ALL_THERE
                            : THERE.formatted(elsewhere.server()));
        }
        if (Files.notExists(root.resolve(Backup.EVENTS))
                || Files.notExists(root.resolve(Backup.KEYS))) {
            throw Refusal.unknown("backup.nothing", root + " holds no history to back up.");
        }
    }
}
