package dev.kehu.control.facts;

import dev.kehu.control.Finding;
import dev.kehu.control.HealthFacts;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.state.SqliteSoundness;

import org.springframework.stereotype.Component;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks whether the files beside the event store are sound, while they are in use. */
@Component
final class FileFacts implements HealthFacts {
    /** Where state is in PostgreSQL, one of them is not there. */
    private static final List<String> NAMES = List.of("keys.db", "state.db");

    private final DataDirectory data;

    FileFacts(DataDirectory data) {
        this.data = data;
    }

    @Override
    public List<Finding> findings() {
        return NAMES.stream()
                .filter(name -> Files.exists(data.file(name)))
                .map(name -> finding(name, data.file(name)))
                .toList();
    }

    private static Finding finding(String name, Path file) {
        return SqliteSoundness.complaint(file)
                .map(
                        wrong ->
                                Finding.failed(
                                        name,
                                        "it is damaged: %s; restore a backup".formatted(wrong)))
                .orElseGet(() -> Finding.ok(name, "every page and index is sound"));
    }
}
