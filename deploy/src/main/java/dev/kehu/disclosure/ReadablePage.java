package dev.kehu.disclosure;

import org.springframework.web.util.HtmlUtils;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.Writer;

/** The same records for people: one page that needs nothing beside itself, not even scripts. */
final class ReadablePage {
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0"
                    + " 1rem}table{border-collapse:collapse;margin:.3rem 0"
                    + " 1rem}th,td{text-align:left;vertical-align:top;padding:.1rem .8rem .1rem 0}"
                    + "th{font-weight:600;color:#555}";

    private final Writer out;

    ReadablePage(Writer out) {
        this.out = out;
    }

    void begin(String title) throws IOException {
        out.write("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>");
        text(title);
        out.write("</title><style>" + STYLE + "</style><h1>");
        text(title);
        out.write("</h1>");
    }

    void heading(String title) throws IOException {
        out.write("<h2>");
        text(title);
        out.write("</h2>\n");
    }

    void node(JsonNode node) throws IOException {
        if (node.isObject()) {
            object(node);
        } else if (node.isArray()) {
            out.write("<ul>");
            for (JsonNode item : node) {
                out.write("<li>");
                node(item);
            }
            out.write("</ul>");
        } else {
            text(node.asString());
        }
    }

    private void object(JsonNode node) throws IOException {
        out.write("<table>");
        for (var member : node.properties()) {
            JsonNode value = member.getValue();
            if (!value.isNull() && !(value.isContainer() && value.isEmpty())) {
                out.write("<tr><th>");
                text(member.getKey());
                out.write("<td>");
                node(value);
            }
        }
        out.write("</table>\n");
    }

    private void text(String text) throws IOException {
        out.write(HtmlUtils.htmlEscape(text, "UTF-8"));
    }
}
