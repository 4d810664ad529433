package dev.kehu.platform.watch;

import java.util.List;

/**
 * What one look over the whole history found.
 *
 * @param events how many were compared with every view; what a view has not reached yet is not
 * @param mended documents that were folded again
 * @param failed customers whose documents are damaged and could not be mended, or have too many
 *     events
 * @param whole false when it was ended early, or there was more damage than one round mends
 */
public record Round(long events, List<Mended> mended, List<Mended> failed, boolean whole) {
    public static final Round NONE = new Round(0, List.of(), List.of(), true);

    /**
     * One customer of one view.
     *
     * @param position as far as it was folded
     */
    public record Mended(String view, String customer, long position) {}
}
