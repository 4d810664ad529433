package dev.kehu.audit.api;

import dev.kehu.kernel.Id;

/**
 * Identifies what was decided about one subject of one view, or about one sequence of steps of one
 * processor.
 */
public record ParkingId(String value) implements Id {
    public static final String PREFIX = "parking-";

    public static ParkingId of(String where, String whose) {
        return new ParkingId(PREFIX + where + "-" + whose);
    }

    @Override
    public String toString() {
        return value;
    }
}
