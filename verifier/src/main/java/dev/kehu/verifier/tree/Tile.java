package dev.kehu.verifier.tree;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a tile (C2SP tlog-tiles): up to {@value #WIDTH} hashes side by side.
 *
 * @param level 0 for leaf hashes; each hash of a higher level is the root of a full tile below
 * @param index of the tile within its level
 * @param width {@value #WIDTH}, or fewer at the right edge
 */
public record Tile(int level, long index, int width) {
    /** Hashes in a full tile. */
    public static final int WIDTH = 256;

    /** Levels of a binary tree in one tile. */
    public static final int HEIGHT = 8;

    private static final int GROUP = 1_000;
    private static final int MOST_LEVELS = 63;
    private static final Pattern INDEX =
            Pattern.compile("((?:x\\d{3}/){0,5}\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    /** The width of this level's last tile, 0 where the tree fills it. */
    public static int partial(int level, long size) {
        return (int) (size >>> HEIGHT * level & WIDTH - 1);
    }

    /** Below {@code tile/}, such as {@code 0/x001/x234/067.p/8}. */
    public String path() {
        return level + "/" + indexPath();
    }

    /** As {@link #path} without the level, as bundles of entries are called. */
    public String indexPath() {
        StringBuilder path = new StringBuilder("%03d".formatted(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            path.insert(0, "x%03d/".formatted(rest % GROUP));
        }
        return path + (width < WIDTH ? ".p/" + width : "");
    }

    /**
     * Reads what {@link #path} says.
     *
     * @throws Unproven when it is no address of a tile
     */
    public static Tile parse(String level, String indexPath) {
        Matcher found = INDEX.matcher(indexPath);
        if (!level.matches("0|[1-9]\\d?")
                || Integer.parseInt(level) > MOST_LEVELS
                || !found.matches()) {
            throw new Unproven("no address of a tile");
        }
        long index = Long.parseLong(found.group(1).replaceAll("[x/]", ""));
        OptionalInt part =
                found.group(2) == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(found.group(2)));
        Tile tile = new Tile(Integer.parseInt(level), index, part.orElse(WIDTH));
        boolean padded = !tile.indexPath().equals(indexPath);
        if (padded || part.isPresent() && part.getAsInt() >= WIDTH) {
            throw new Unproven("no address of a tile");
        }
        return tile;
    }

    /** Whether a tree of this size has it, at least as wide. */
    public boolean isIn(long size) {
        if (HEIGHT * level >= Long.SIZE - 1) {
            return false;
        }
        return index <= (size >>> HEIGHT * level) / WIDTH
                && index * WIDTH + width <= size >>> HEIGHT * level;
    }
}
