package dev.kehu.privacy.api;

import java.time.LocalDate;
import java.util.List;

/**
 * Why somebody is erased whom nobody asked about. It was found some time ago, so whoever decides
 * looks again.
 *
 * @param periods number of the periods by which no purpose needed the person any more
 * @param until the last day one did
 * @param by users who brought it about: who laid the periods down, and who began the run
 */
public record NoLongerNeeded(int periods, LocalDate until, List<String> by) {}
