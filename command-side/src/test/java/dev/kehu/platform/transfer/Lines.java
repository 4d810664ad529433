package dev.kehu.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** Writes the file as another program would, each check computed anew. */
record Lines(List<String> lines) {
    Lines(byte[] unpacked) {
        this(
                new String(unpacked, StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst(",\"check\":\"[0-9a-f]{8}\"}$", ""))
                        .toList());
    }

    Path without(Path to, int line) throws IOException {
        var left = new ArrayList<>(lines);
        left.remove(line);
        return write(left, to);
    }

    Path swapped(Path to, int line) throws IOException {
        var swapped = new ArrayList<>(lines);
        swapped.set(line, lines.get(line + 1));
        swapped.set(line + 1, lines.get(line));
        return write(swapped, to);
    }

    Path edited(Path to, int line, String from, String with) throws IOException {
        var edited = new ArrayList<>(lines);
        int at = line < 0 ? lines.size() + line : line;
        assertThat(lines.get(at)).contains(from);
        edited.set(at, lines.get(at).replace(from, with));
        return write(edited, to);
    }

    /** Whole, but for the last event, which is the first one again. */
    Path repeated(Path to, int events) throws IOException {
        var all = new ArrayList<>(lines.subList(0, events + 1));
        all.set(
                events,
                lines.get(1).replaceFirst("\"position\":1,", "\"position\":" + events + ","));
        return whole(to, events, all);
    }

    /** A whole file of the first events. */
    Path first(Path to, int events) throws IOException {
        return whole(to, events, new ArrayList<>(lines.subList(0, events + 1)));
    }

    private Path whole(Path to, int events, List<String> fewer) throws IOException {
        fewer.set(0, lines.getFirst().replaceFirst("\"head\":\\d+", "\"head\":" + events));
        var sum = new Leaves();
        for (String line : fewer.subList(1, events + 1)) {
            int leaf = line.indexOf("\"leaf\":\"") + 8;
            sum.add(Base64.getDecoder().decode(line.substring(leaf, leaf + 44)));
        }
        fewer.add("{\"events\":%d,\"leaves\":\"%s\"".formatted(events, sum.hex()));
        return write(fewer, to);
    }

    private static Path write(List<String> lines, Path to) throws IOException {
        var check = new CRC32C();
        var text = new StringBuilder();
        for (String line : lines) {
            check.update(line.getBytes(StandardCharsets.UTF_8));
            text.append(line)
                    .append(",\"check\":\"")
                    .append(HexFormat.of().toHexDigits((int) check.getValue()))
                    .append("\"}\n");
        }
        return pack(text.toString().getBytes(StandardCharsets.UTF_8), to);
    }

    static Path pack(byte[] bytes, Path to) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(to))) {
            out.write(bytes);
        }
        return to;
    }
}
