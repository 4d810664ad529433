package dev.kehu.platform.paging;

import dev.kehu.kernel.RecordedEvent;

import java.util.List;

/**
 * How many events to read at once so that they stay within bytes: as large as those read lately.
 * Events differ a thousandfold in size, so a number alone bounds nothing. Safe for any thread.
 */
public final class Portion {
    private final int few;
    private final int most;

    /** Bytes of an event, 0 before the first is known. */
    private double usual;

    /**
     * @param few to begin with, when nothing is known
     * @param most however small they are
     */
    public Portion(int few, int most) {
        this.few = few;
        this.most = most;
    }

    /** At least one. */
    public synchronized int within(long room) {
        return usual == 0 ? few : (int) Math.clamp(room / usual, 1, most);
    }

    /**
     * These were read. Events that have grown count at once, those that have shrunk by and by.
     *
     * @return about how many bytes they take
     */
    public synchronized long took(List<RecordedEvent> page) {
        long size = EventBytes.about(page);
        if (page.isEmpty()) return 0;
        double each = (double) size / page.size();
        usual = Math.max(each, (usual + each) / 2);
        return size;
    }
}
