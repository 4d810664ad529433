package dev.kehu.platform.proof;

import dev.kehu.kernel.Refusal;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Subtrees;
import dev.kehu.verifier.tree.Tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree over leaf hashes: its right edge in memory, full tiles in a folder. A tile that is read
 * must have the root its parent has of it, and is made again where it has not. For one thread at a
 * time; of no use after an exception.
 */
final class TileTree implements Subtrees {
    private static final int REMEMBERED = 32;

    private final TileFolder folder;
    private final LeafHashes leaves;
    private final List<Edge> edges = new ArrayList<>();
    private final Map<Tile, byte[]> read = new LinkedHashMap<>();
    private Frontier frontier = new Frontier();

    TileTree(TileFolder folder, LeafHashes leaves) {
        this.folder = folder;
        this.leaves = leaves;
    }

    /** The tile of a level that is not full yet. */
    private static final class Edge {
        private final byte[] hashes = new byte[Tile.WIDTH * Rfc6962.BYTES];
        private long index;
        private int count;
    }

    long size() {
        return frontier.size();
    }

    byte[] root() {
        return frontier.root();
    }

    void add(byte[] leaf) {
        frontier.add(leaf);
        append(0, leaf);
    }

    private void append(int level, byte[] hash) {
        Edge edge = edge(level);
        System.arraycopy(hash, 0, edge.hashes, edge.count * Rfc6962.BYTES, Rfc6962.BYTES);
        if (++edge.count == Tile.WIDTH) {
            folder.write(new Tile(level, edge.index, Tile.WIDTH), edge.hashes);
            byte[] root = fold(edge.hashes, 0, Tile.WIDTH);
            edge.count = 0;
            edge.index++;
            append(level + 1, root);
        }
    }

    private Edge edge(int level) {
        while (edges.size() <= level) {
            edges.add(new Edge());
        }
        return edges.get(level);
    }

    /** Takes up the edge of a tree of this size; false when a tile of it is not there. */
    boolean takeUp(long size) {
        edges.clear();
        for (int level = 0; size >>> Tile.HEIGHT * level > 0; level++) {
            Edge edge = edge(level);
            edge.index = (size >>> Tile.HEIGHT * level) / Tile.WIDTH;
            edge.count = Tile.partial(level, size);
            if (edge.count > 0) {
                byte[] hashes = folder.read(new Tile(level, edge.index, edge.count));
                if (hashes == null) {
                    return false;
                }
                System.arraycopy(hashes, 0, edge.hashes, 0, hashes.length);
            }
        }
        frontier = Frontier.of(this, size);
        return true;
    }

    /** Nothing but what is added from now on. */
    void begin() {
        edges.clear();
        read.clear();
        frontier = new Frontier();
    }

    /** Writes what is not full yet. */
    void writeEdge() {
        for (int level = 0; level < edges.size(); level++) {
            Edge edge = edges.get(level);
            if (edge.count > 0) {
                folder.write(new Tile(level, edge.index, edge.count), edge.hashes);
            }
        }
    }

    /** Hashes of a tile that is in the tree. */
    byte[] tile(Tile tile) {
        return Arrays.copyOf(hashes(tile.level(), tile.index()), tile.width() * Rfc6962.BYTES);
    }

    @Override
    public byte[] hash(int level, long index) {
        int inside = level % Tile.HEIGHT;
        long first = index << inside;
        byte[] hashes = hashes(level / Tile.HEIGHT, first / Tile.WIDTH);
        return fold(hashes, (int) (first % Tile.WIDTH), 1 << inside);
    }

    private byte[] hashes(int level, long index) {
        Edge edge = edge(level);
        return edge.index == index ? edge.hashes : full(new Tile(level, index, Tile.WIDTH));
    }

    private byte[] full(Tile tile) {
        byte[] known = read.get(tile);
        if (known != null) {
            return known;
        }
        byte[] expected = hash(Tile.HEIGHT * (tile.level() + 1), tile.index());
        byte[] hashes = folder.read(tile);
        if (hashes == null || !Arrays.equals(fold(hashes, 0, Tile.WIDTH), expected)) {
            hashes = again(tile);
            if (!Arrays.equals(fold(hashes, 0, Tile.WIDTH), expected)) {
                throw Refusal.conflict(
                        "audit.contradiction",
                        "Events or tiles were changed since they were signed; run ./kehu verify.");
            }
            folder.write(tile, hashes);
        }
        if (read.size() >= REMEMBERED) {
            read.remove(read.keySet().iterator().next());
        }
        read.put(tile, hashes);
        return hashes;
    }

    /** From what is below; whether it is right, its root tells. */
    private byte[] again(Tile tile) {
        byte[] hashes = new byte[Tile.WIDTH * Rfc6962.BYTES];
        long first = tile.index() * Tile.WIDTH;
        List<byte[]> below = tile.level() == 0 ? leaves.after(first, Tile.WIDTH) : List.of();
        for (int i = 0; i < Tile.WIDTH; i++) {
            byte[] hash = new byte[Rfc6962.BYTES];
            if (tile.level() > 0) {
                Tile child = new Tile(tile.level() - 1, first + i, Tile.WIDTH);
                byte[] kept = folder.read(child);
                hash = fold(kept == null ? again(child) : kept, 0, Tile.WIDTH);
            } else if (i < below.size()) {
                hash = below.get(i);
            }
            System.arraycopy(hash, 0, hashes, i * Rfc6962.BYTES, Rfc6962.BYTES);
        }
        return hashes;
    }

    /** Root over a power of two of hashes. */
    private static byte[] fold(byte[] hashes, int from, int count) {
        if (count == 1) {
            int start = from * Rfc6962.BYTES;
            return Arrays.copyOfRange(hashes, start, start + Rfc6962.BYTES);
        }
        int half = count / 2;
        return Rfc6962.node(fold(hashes, from, half), fold(hashes, from + half, half));
    }
}
