package dev.kehu.platform.table;

import dev.kehu.platform.answer.Parameters;

import org.jspecify.annotations.Nullable;

/**
 * How many rows are wanted.
 *
 * @param rows at most
 * @param page no more than fits into memory
 */
public record Limit(long rows, int page) {
    /** Most rows of one file. */
    private static final long FILE = 10_000_000;

    /**
     * A page unless a file is wanted; a file has everything unless less is asked for.
     *
     * @param most of a page
     * @throws dev.kehu.kernel.Refusal {@code parameter.number}
     */
    public static Limit of(@Nullable String limit, boolean file, int otherwise, int most) {
        long rows =
                file
                        ? Parameters.number("limit", limit, FILE, 1, FILE)
                        : Parameters.number("limit", limit, otherwise, 1, most);
        return new Limit(rows, (int) Math.min(rows, most));
    }

    /** True when it is more than a page. */
    public boolean streams() {
        return rows > page;
    }
}
