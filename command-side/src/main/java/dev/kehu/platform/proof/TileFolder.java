package dev.kehu.platform.proof;

import dev.kehu.platform.datadir.Directories;
import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Tile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tiles as files (C2SP tlog-tiles). Full ones are synced before anything refers to them; what is
 * not full yet follows from the leaves, and one that a crash took is made again. Others may read
 * meanwhile.
 */
final class TileFolder {
    private final Path root;
    private final Set<Path> unsynced = new LinkedHashSet<>();

    TileFolder(Path root) {
        this.root = root;
    }

    private Path file(Tile tile) {
        return root.resolve(tile.path());
    }

    /** Whether one was ever written here. */
    boolean any() {
        return Files.exists(root);
    }

    /** A file is there whole or not at all, as far as the process is what ends. */
    void write(Tile tile, byte[] hashes) {
        Path file = file(tile);
        try {
            Files.createDirectories(file.getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.write(draft, Arrays.copyOf(hashes, tile.width() * Rfc6962.BYTES));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            if (tile.width() == Tile.WIDTH) {
                unsynced.add(file);
                dropOthers(file(new Tile(tile.level(), tile.index(), 1)).getParent(), "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the full tiles that were written are on disk, and so are their names. */
    void sync() {
        try {
            Set<Path> folders = new LinkedHashSet<>();
            for (Path file : unsynced) {
                Directories.forceFile(file);
                Path above = file.getParent();
                while (above.startsWith(root) && folders.add(above)) {
                    above = above.getParent();
                }
            }
            for (Path folder : folders) {
                Directories.force(folder);
            }
            if (!folders.isEmpty()) {
                Directories.force(root.getParent());
            }
            unsynced.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean synced() {
        return unsynced.isEmpty();
    }

    /** The hashes of a tile, from a wider one if need be; null when there is none. */
    byte @Nullable [] read(Tile tile) {
        byte[] exact = read(file(tile), tile.width());
        if (exact != null || tile.width() == Tile.WIDTH) {
            return exact;
        }
        byte[] full = read(file(new Tile(tile.level(), tile.index(), Tile.WIDTH)), Tile.WIDTH);
        return full == null ? null : Arrays.copyOf(full, tile.width() * Rfc6962.BYTES);
    }

    private static byte @Nullable [] read(Path file, int width) {
        try {
            byte[] hashes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            return hashes.length == width * Rfc6962.BYTES ? hashes : null;
        } catch (NoSuchFileException dropped) {
            return null; // a wider one took its place
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the partial tiles of the right edge that are not of a tree of this size. */
    void dropPartials(long size) {
        for (int level = 0; size >>> Tile.HEIGHT * level > 0; level++) {
            long last = (size >>> Tile.HEIGHT * level) / Tile.WIDTH;
            for (long index = Math.max(0, last - 1); index <= last; index++) {
                int kept = index == last ? Tile.partial(level, size) : 0;
                dropOthers(file(new Tile(level, index, 1)).getParent(), Integer.toString(kept));
            }
        }
    }

    private static void dropOthers(Path folder, String kept) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                if (!file.getFileName().toString().equals(kept)) {
                    Files.deleteIfExists(file);
                }
            }
            if (all.stream().noneMatch(Files::exists)) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
