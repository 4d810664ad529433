package dev.kehu.platform.analysis;

import dev.kehu.platform.analysis.sql.Answer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;

/** An answer's rows as one JSON object, a row in memory at a time. */
public final class JsonRows {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private JsonRows() {}

    /**
     * @param freshness further members, numbers
     */
    public static void write(Answer answer, Map<String, Long> freshness, OutputStream out)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("columns");
            for (var column : answer.columns()) {
                json.writeStartObject();
                json.writeStringProperty("name", column.name());
                json.writeStringProperty("type", column.type());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("rows");
            rows(answer, json);
            json.writeEndArray();
            json.writeBooleanProperty("more", answer.more());
            freshness.forEach(json::writeNumberProperty);
            json.writeEndObject();
        }
    }

    private static void rows(Answer answer, JsonGenerator json) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(answer.file())) {
            for (long i = 0; i < answer.rows(); i++) {
                String line = lines.readLine();
                if (line == null) break;
                try (JsonParser row = JSON.createParser(ObjectReadContext.empty(), line)) {
                    while (row.nextToken() != null) copy(row, json);
                }
            }
        }
    }

    /** DuckDB writes NaN and Infinity, which are no JSON; decimals go through as they are. */
    private static void copy(JsonParser row, JsonGenerator json) {
        if (row.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) json.copyCurrentEvent(row);
        else if (row.getString().matches("[-+]?[A-Za-z]+")) json.writeNull();
        else json.writeNumber(row.getString());
    }
}
