package dev.kehu.platform.live;

import java.time.Duration;

/**
 * What live answers may take.
 *
 * @param most open at once
 * @param perUser open at once, by one user
 * @param heartbeat longest silence; a reader who left is noticed by then
 * @param lookAgain at what nobody tells of: texts of somebody erased meanwhile are no change of a
 *     document
 * @param listEvery least time between two looks at a list for one reader
 * @param longest an answer is open, then its reader comes again and is asked again who it is
 */
public record LiveSettings(
        int most,
        int perUser,
        Duration heartbeat,
        Duration lookAgain,
        Duration listEvery,
        Duration longest) {}
