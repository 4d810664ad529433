package dev.kehu.platform.projection.bulk;

import dev.kehu.platform.projection.parking.Spots;

/**
 * What one view makes of some subjects.
 *
 * @param before what it left out when they were folded
 * @param after what it leaves out with them
 */
public record Share(Writes writes, Spots before, Spots after) {}
