package dev.kehu.doctor;

import dev.kehu.control.Finding;
import dev.kehu.control.Finding.State;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What can be looked at without opening a store, and without changing anything. */
final class Surroundings {
    private static final long MEBIBYTE = 1L << 20;
    private static final long TOO_LITTLE = 100 * MEBIBYTE;
    private static final long LITTLE = 1_000 * MEBIBYTE;
    private static final int USUAL_PORT = 8080;

    private Surroundings() {}

    static List<Finding> look(Path data, OptionalInt port) {
        List<Finding> found = new ArrayList<>();
        found.add(java());
        found.add(directory(data));
        found.add(disk(data));
        if (!Files.isDirectory(data) || !DataDirectory.isHeld(data)) {
            found.add(port(port));
        }
        return found;
    }

    private static Finding java() {
        return new Finding(
                "java",
                State.OK,
                System.getProperty("java.version") + " in " + System.getProperty("java.home"),
                Map.of("release", (long) Runtime.version().feature()));
    }

    private static Finding directory(Path data) {
        try {
            if (!Files.exists(data)) {
                return Finding.warning(
                        "data directory", data + " does not exist; the first start creates it");
            }
            OptionalInt format = DataDirectory.format(data);
            if (format.isEmpty()) {
                return Finding.warning("data directory", data + " is new, nothing is kept in it");
            }
            return directory(data, format.getAsInt());
        } catch (DataDirectoryRefused refused) {
            return Finding.failed("data directory", refused.getMessage());
        }
    }

    private static Finding directory(Path data, int format) {
        Map<String, Long> figures = Map.of("format", (long) format);
        if (format > DataDirectory.FORMAT) {
            String detail = data + " was written by a newer Kehu, format " + format;
            return new Finding("data directory", State.FAILED, detail, figures);
        }
        if (!Files.isWritable(data)) {
            String detail = data + " cannot be written by this user";
            return new Finding("data directory", State.FAILED, detail, figures);
        }
        boolean old = format < DataDirectory.FORMAT;
        String detail = data + ", format " + format + (old ? ", upgraded at the next start" : "");
        return new Finding("data directory", old ? State.WARNING : State.OK, detail, figures);
    }

    private static Finding disk(Path data) {
        Path existing = data.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            State state =
                    free < TOO_LITTLE ? State.FAILED : free < LITTLE ? State.WARNING : State.OK;
            return new Finding(
                    "disk", state, "%,d MiB free".formatted(free / MEBIBYTE), Map.of("free", free));
        } catch (IOException failure) {
            return Finding.failed("disk", "cannot be read at " + existing);
        }
    }

    private static Finding port(OptionalInt wanted) {
        int port = wanted.orElse(USUAL_PORT);
        if (isFree(port)) {
            return Finding.ok("port", port + " is free");
        }
        return wanted.isPresent()
                ? Finding.failed("port", port + " is taken")
                : Finding.warning("port", port + " is taken; the next free one would be used");
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
