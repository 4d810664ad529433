package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.EventsElsewhere;
import dev.kehu.platform.datadir.StateElsewhere;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where a backup can be taken to, and of what. */
final class BackupPlaces {
    private static final String THERE =
            "The events are kept in %s. With Kehu stopped, copy access.db, access, audit, state.db"
                    + " and, if there is one, companion.db; then back the events up with the tools"
                    + " of their server; then ";
    private static final String ALL_THERE =
            "Events and state are kept in PostgreSQL. With Kehu stopped, copy access.db, access and"
                    + " audit; then back up the schemas kehu and kehu_state in one snapshot; then ";
    private static final String KEYS_HERE = "copy keys.db, ";
    private static final String KEYS_THERE =
            "the keys, apart from them: the schema kehu_keys (pg_dump"
                    + " --schema=kehu_keys), or all of them with ./kehu export FILE --keys DIR;"
                    + " copy ";
    private static final String BESIDE =
            "master.keys, erased.jsonl, receipt.key, access.key and audit.key.";

    private BackupPlaces() {}

    /**
     * @throws Refusal when a backup of this data directory cannot be taken there, or at all
     */
    static void refuseBad(Path root, Path to, Path keysTo) {
        refuseTogether(to, keysTo);
        refuseBad(root, to);
        refuseBad(root, keysTo);
        EventsElsewhere elsewhere = new EventsElsewhere(root);
        boolean keysHere = Files.exists(root.resolve(Backup.KEYS));
        if (elsewhere.isMarked()) {
            String events =
                    new StateElsewhere(root).isMarked()
                            ? ALL_THERE
                            : THERE.formatted(elsewhere.server());
            throw Refusal.conflict(
                    "backup.elsewhere", events + (keysHere ? KEYS_HERE : KEYS_THERE) + BESIDE);
        }
        if (Files.notExists(root.resolve(Backup.EVENTS)) || !keysHere) {
            throw Refusal.unknown("backup.nothing", root + " holds no history to back up.");
        }
    }

    static void refuseTogether(Path to, Path keysTo) {
        if (to.startsWith(keysTo) || keysTo.startsWith(to)) {
            throw Refusal.invalid(
                    "backup.together",
                    "The keys must not lie in the directory of the events; name another.");
        }
    }

    static void refuseBad(Path root, Path place) {
        if (place.startsWith(root)) {
            throw Refusal.invalid(
                    "backup.inside", place + " lies inside the data directory; name another.");
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.conflict(
                    "backup.exists", place + " exists already; name a new directory.");
        }
    }
}
