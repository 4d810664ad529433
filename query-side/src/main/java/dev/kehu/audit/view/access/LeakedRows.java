package dev.kehu.audit.view.access;

import dev.kehu.platform.download.Strokes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of a leaked piece of a file as it stands, and whether each has its stroke: lines of CSV, or
 * of the sheet in an XLSX archive ({@code xl/worksheets/sheet1.xml}), in any order. The names of
 * columns at the head never have one; nor can be told what a last line had that is cut off.
 */
final class LeakedRows {
    private static final Pattern ROW = Pattern.compile("<row\\b[^>]*>(.*?)</row>", Pattern.DOTALL);
    private static final Pattern CELL =
            Pattern.compile("<c\\b([^>]*?)(?:/>|>(.*?)</c>)", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("<t\\b[^>]*>(.*?)</t>", Pattern.DOTALL);
    private static final Pattern ENTITY = Pattern.compile("&#x([0-9a-fA-F]{1,6});");
    private static final Pattern COLUMN = Pattern.compile("[a-z][a-zA-Z0-9]*");
    private static final Pattern STYLE = Pattern.compile("\\bs=\"([1-9]\\d*)\"");

    private LeakedRows() {}

    /**
     * One row.
     *
     * @param key what its stroke follows from
     */
    record Leaked(String key, boolean stroke) {}

    /** A cell, and whether it stands there in the way a stroke does. */
    private record Cell(String text, boolean stroke) {}

    static List<Leaked> of(String piece) {
        List<List<Cell>> all = piece.contains("<row") ? sheet(piece) : lines(piece);
        List<Leaked> rows = new ArrayList<>();
        for (List<Cell> cells : all.isEmpty() || !isHead(all.getFirst()) ? all : tail(all)) {
            List<String> texts = cells.stream().map(Cell::text).toList();
            String key = Strokes.key(texts);
            if (!key.isEmpty()) rows.add(new Leaked(key, cells.get(Strokes.place(texts)).stroke()));
        }
        return rows;
    }

    /** Data begins with an id or a code, which is no such name. */
    private static boolean isHead(List<Cell> cells) {
        return cells.stream().allMatch(cell -> COLUMN.matcher(cell.text()).matches());
    }

    private static List<List<Cell>> tail(List<List<Cell>> rows) {
        return rows.subList(1, rows.size());
    }

    private static List<List<Cell>> sheet(String xml) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Matcher row = ROW.matcher(xml); row.find(); ) {
            List<Cell> cells = new ArrayList<>();
            for (Matcher cell = CELL.matcher(row.group(1)); cell.find(); ) {
                Matcher text = TEXT.matcher(cell.group(2) == null ? "" : cell.group(2));
                boolean styled = STYLE.matcher(cell.group(1)).find();
                if (text.find()) cells.add(new Cell(unescaped(text.group(1)), styled));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String unescaped(String text) {
        return ENTITY.matcher(text)
                .replaceAll(
                        each ->
                                Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(each.group(1), 16))))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    private static List<List<Cell>> lines(String csv) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Cell> row = new ArrayList<>();
        boolean cut = false;
        for (int at = csv.startsWith("\uFEFF") ? 1 : 0; at < csv.length(); ) {
            boolean quoted = csv.charAt(at) == '"';
            int end = quoted ? quoteEnd(csv, at) : plainEnd(csv, at);
            String text = quoted ? csv.substring(at + 1, end).replace("\"\"", "\"") : "";
            row.add(new Cell(quoted ? text : csv.substring(at, end), quoted));
            at = quoted ? Math.min(end + 1, csv.length()) : end;
            if (at < csv.length() && csv.charAt(at) == ',') {
                at++;
                continue;
            }
            rows.add(row);
            row = new ArrayList<>();
            cut = at == csv.length();
            if (at < csv.length() && ",\r\n".indexOf(csv.charAt(at)) < 0) at++; // no such file
            while (at < csv.length() && (csv.charAt(at) == '\r' || csv.charAt(at) == '\n')) at++;
        }
        if (!row.isEmpty()) rows.add(row);
        cut |= !row.isEmpty();
        return cut && rows.size() > 1 ? rows.subList(0, rows.size() - 1) : rows;
    }

    /** Where the closing quote is, or the end of what leaked. */
    private static int quoteEnd(String csv, int from) {
        for (int at = from + 1; at < csv.length(); at++) {
            if (csv.charAt(at) != '"') continue;
            if (at + 1 < csv.length() && csv.charAt(at + 1) == '"') at++;
            else return at;
        }
        return csv.length();
    }

    private static int plainEnd(String csv, int from) {
        int at = from;
        while (at < csv.length() && ",\r\n".indexOf(csv.charAt(at)) < 0) at++;
        return at;
    }
}
