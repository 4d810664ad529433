package dev.kehu.platform.download;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.FreshHeaders;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of file a list can be asked for. */
public final class Tables {
    private static final String JSON = "json";
    private final Map<String, TableFormat> formats = new LinkedHashMap<>();

    /**
     * @param further formats besides CSV and XLSX
     */
    public Tables(List<TableFormat> further) {
        List<TableFormat> all =
                new ArrayList<>(
                        List.of(new Csv("csv", false), new Csv("csv-bom", true), new Xlsx()));
        all.addAll(further);
        all.forEach(format -> formats.put(format.name(), format));
    }

    /**
     * Empty for JSON.
     *
     * @throws Refusal {@code format.unknown}
     */
    public Optional<TableFormat> format(@Nullable String name) {
        if (name == null || name.isBlank() || name.equals(JSON)) return Optional.empty();
        TableFormat format = formats.get(name);
        if (format != null) return Optional.of(format);
        List<String> known = new ArrayList<>(List.of(JSON));
        known.addAll(formats.keySet());
        throw Refusal.invalid("format.unknown", "format is one of " + known);
    }

    /**
     * The table as a file that says how fresh it is.
     *
     * @param next cursor of what comes after it, or null
     * @throws Refusal {@code format.too-many-rows}, before anything is written
     */
    public static ResponseEntity<Download> answer(
            TableFormat format, Table<?> table, Freshness freshness, @Nullable String next) {
        if (table.longerThan(format.mostRows()))
            throw Refusal.invalid(
                    "format.too-many-rows",
                    "This format holds "
                            + format.mostRows()
                            + " rows, and there are more: filter, give a limit, or take csv");
        String file = "kehu-" + table.name() + "-" + freshness.position() + "." + format.ending();
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok()
                        .contentType(format.type())
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment().filename(file).build().toString())
                        .headers(FreshHeaders.of(freshness));
        if (next != null) answer.header("X-Next-Cursor", next);
        return answer.body(new Download(format, table));
    }
}
