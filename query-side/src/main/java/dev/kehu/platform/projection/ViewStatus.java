package dev.kehu.platform.projection;

/**
 * How a view stands.
 *
 * @param position of the last event folded
 * @param generation how often it was built
 * @param parked subjects whose events could not be folded
 * @param running false while it is rebuilt or stopped
 */
public record ViewStatus(
        String name, long position, long generation, int parked, boolean running) {}
