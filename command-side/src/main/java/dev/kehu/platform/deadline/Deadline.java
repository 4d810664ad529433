package dev.kehu.platform.deadline;

import java.time.Instant;

/**
 * A moment somebody asked to be woken at.
 *
 * @param name what for; one owner has at most one of a name
 */
public record Deadline(String processor, String owner, String name, Instant due) {}
