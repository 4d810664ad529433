package dev.kehu.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What every command takes.
 *
 * @param data the data directory
 * @param port the port asked for; empty: 8080 or the next free one
 * @param today the business day to advance to
 */
public record Options(Path data, OptionalInt port, Optional<LocalDate> today) {}
