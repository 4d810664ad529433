package dev.kehu.platform.sealing.keystore;

import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The way of keys from {@code keys.db} into the database, once: all rows go over and are compared
 * in one transaction, then the file is destroyed. A start that was killed before that transaction
 * ended finds the database empty, and begins again; one that was killed behind it finds the same in
 * both, and goes on. So no key is ever used while it lies in two places.
 */
public final class KeysMove {
    private static final Logger LOG = LoggerFactory.getLogger(KeysMove.class);

    private final Path file;
    private final KeysInDatabase target;

    /**
     * @param target nobody else uses it
     */
    public KeysMove(Path file, KeysInDatabase target) {
        this.file = file;
        this.target = target;
    }

    /**
     * Makes the database the place of the keys, whatever the file has.
     *
     * @throws DataDirectoryRefused {@code keys.twice} when both hold some and not the same, {@code
     *     data.keys-unfit} when this wrapping does not open those of the file; nothing has happened
     *     then
     */
    public void run(Wrapping wrapping) {
        if (Files.notExists(file)) {
            return;
        }
        KeysInFile source = KeysInFile.open(file);
        try (source) {
            Holdings there = source.read(c -> Holdings.of(c, source.age()));
            if (!there.isEmpty()) {
                refuseUnfit(new KeyTables(source, wrapping));
                over(source, there);
            }
            source.empty();
        }
        KeysInFile.delete(file);
    }

    private static void refuseUnfit(KeyStore keys) {
        if (!keys.opens()) {
            throw new DataDirectoryRefused(
                    "data.keys-unfit",
                    "The master keys do not open all keys in keys.db, so they are not moved into"
                            + " PostgreSQL; put back the two that belong together.");
        }
    }

    private void over(KeysInFile source, Holdings there) {
        Holdings here = target.read(c -> Holdings.of(c, target.age()));
        if (here.isEmpty()) {
            here =
                    source.read(
                            from ->
                                    target.write(
                                            "Keys could not be moved",
                                            to ->
                                                    new KeyCopy(
                                                                    from,
                                                                    source.age(),
                                                                    to,
                                                                    target.age())
                                                            .all()));
            LOG.info("Keys moved into PostgreSQL: {}", here.rows());
        }
        if (!here.equals(there)) {
            throw new DataDirectoryRefused(
                    "keys.twice",
                    "There are keys in keys.db and others in PostgreSQL; move those away that do"
                            + " not go with these events.");
        }
    }
}
