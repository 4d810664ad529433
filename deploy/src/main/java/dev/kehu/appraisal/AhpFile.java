package dev.kehu.appraisal;

import dev.kehu.value.formula.ahp.RandomIndex;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Weighs judgements that somebody wrote down in a file. */
public final class AhpFile {
    /** NaN is read so that its item can be refused, and the others answered. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private AhpFile() {}

    /**
     * One answer for each item, in their order, as JSON; empty when the file is no JSON array.
     *
     * @throws IOException when the file cannot be read
     */
    public static Optional<String> answers(Path file, RandomIndex table) throws IOException {
        Judgements judgements = new Judgements(table);
        List<Map<String, @Nullable Object>> answers = new ArrayList<>();
        JsonNode items;
        try {
            items = JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
        if (!items.isArray()) return Optional.empty();
        for (JsonNode item : items) answers.add(judgements.answer(item));
        return Optional.of(JSON.writeValueAsString(answers));
    }
}
