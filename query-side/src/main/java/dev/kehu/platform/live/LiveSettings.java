package dev.kehu.platform.live;

import java.time.Duration;

/**
 * What live answers may take.
 *
 * @param most open at once
 * @param perUser open at once, by one user
 * @param heartbeat longest silence; a reader who left is noticed by then
 * @param longest an answer is open, then its reader comes again and is asked again who it is
 */
public record LiveSettings(int most, int perUser, Duration heartbeat, Duration longest) {}
