package dev.kehu.audit.api;

import dev.kehu.kernel.Id;

/** Identifies what was decided about one subject of one view. */
public record ParkingId(String value) implements Id {
    public static final String PREFIX = "parking-";

    public static ParkingId of(String view, String subject) {
        return new ParkingId(PREFIX + view + "-" + subject);
    }

    @Override
    public String toString() {
        return value;
    }
}
