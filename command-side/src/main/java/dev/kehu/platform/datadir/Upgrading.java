package dev.kehu.platform.datadir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Brings an older directory up to date, step by step, with a full copy beside it first. */
final class Upgrading {
    /** Between the name of a directory and the format its copy has. */
    static final String COPY = ".backup-v";

    private final Path root;
    private final List<Upgrade> steps;

    Upgrading(Path root, List<Upgrade> steps) {
        this.root = root;
        this.steps = steps;
    }

    void run(int from, int to) throws IOException {
        List<Upgrade> path = path(from, to);
        backUp(from);
        for (Upgrade step : path) {
            step.action().run(root);
            FormatVersion.write(root, step.to());
        }
    }

    private List<Upgrade> path(int from, int to) {
        var path = new ArrayList<Upgrade>();
        int version = from;
        while (version < to) {
            Upgrade next = after(version);
            path.add(next);
            version = next.to();
        }
        return path;
    }

    private Upgrade after(int version) {
        return steps.stream()
                .filter(step -> step.from() == version)
                .findFirst()
                .orElseThrow(
                        () ->
                                new DataDirectoryRefused(
                                        "data.version-unreadable",
                                        "No upgrade is known from format %d of %s; use the Kehu that wrote it."
                                                .formatted(version, root)));
    }

    /** A copy counts only under its final name, so a half one is never mistaken for a backup. */
    private void backUp(int version) throws IOException {
        Path target = freeName(version);
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Directories.delete(part);
            Directories.copy(root, part, inside -> inside.equals(Path.of(ProcessLock.FILE)));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            Directories.force(target.getParent());
        } catch (IOException failure) {
            Directories.delete(part);
            throw failure;
        }
    }

    private Path freeName(int version) {
        String name = root.getFileName() + COPY + version + "-" + LocalDate.now(ZoneOffset.UTC);
        Path target = root.resolveSibling(name);
        for (int copy = 2; Files.exists(target); copy++) {
            target = root.resolveSibling(name + "-" + copy);
        }
        return target;
    }
}
