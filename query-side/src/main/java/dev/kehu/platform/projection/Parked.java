package dev.kehu.platform.projection;

/**
 * A subject whose events a view could not fold; its later events wait with it until a rebuild.
 *
 * @param position of the first event that could not be folded
 * @param error class of the error; never its message, which might hold personal data
 */
public record Parked(String view, String subject, long position, String error) {}
