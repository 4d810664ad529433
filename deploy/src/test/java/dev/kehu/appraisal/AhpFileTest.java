package dev.kehu.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.value.formula.ahp.RandomIndex;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class AhpFileTest {
    private static final String CRITERIA =
            "[[1,3,\"5\",5],[\"1/3\",1,3,3],[0.2,\"1/3\",1,1],[\"1/5\",0.3333,1,1]]";

    @TempDir Path directory;

    @Test
    void answersEveryItemInOrder() throws IOException {
        JsonNode answers =
                answers(
                        """
                        [{"id":"m","kind":"matrix","matrix":%s},
                         {"id":"bad","kind":"matrix","matrix":[[1,0],[0,1]]},
                         {"id":"r","kind":"rating","criteria":%s,
                          "levels":[[1,3,5],["1/3",1,3],["1/5","1/3",1]],
                          "levelNames":["high","middle","low"],
                          "ratings":["high","high","high","low"]}]
                        """
                                .formatted(CRITERIA, CRITERIA));
        assertThat(answers.propertyNames()).isEmpty();
        JsonNode matrix = answers.path(0);
        assertThat(matrix.propertyNames())
                .containsExactly("id", "weights", "lambdaMax", "ci", "cr", "accepted");
        assertThat(matrix.path("weights").path(0).asDouble()).isCloseTo(0.559586, within(1e-6));
        assertThat(matrix.path("lambdaMax").asDouble()).isCloseTo(4.043493, within(1e-6));
        assertThat(matrix.path("accepted").asBoolean()).isTrue();
        JsonNode bad = answers.path(1);
        assertThat(bad.propertyNames()).containsExactly("id", "refused", "reason");
        assertThat(bad.path("refused").asBoolean()).isTrue();
        assertThat(bad.path("reason").asString()).contains("row 1, column 2");
        assertThat(answers.path(2).propertyNames()).containsExactly("id", "score");
        assertThat(answers.path(2).path("score").asDouble()).isBetween(.9, 1.0);
    }

    @Test
    void givesFiguresForContradictionsAndNamesTheJudgementToRevise() throws IOException {
        JsonNode answer =
                one(
                        """
                        "kind":"matrix","matrix":[[1,3,"1/5",5],["1/3",1,3,3],[5,"1/3",1,1],["1/5","1/3",1,1]]
                        """);
        assertThat(answer.path("cr").asDouble()).isCloseTo(.7055, within(5e-5));
        assertThat(answer.path("accepted").asBoolean(true)).isFalse();
        assertThat(answer.path("revise").asString()).contains("row 1, column 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kind\":\"matrix\",\"matrix\":[[1,NaN],[NaN,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,Infinity],[0,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,1e999999999],[1e-999999999,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,-2],[-0.5,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,\"x\"],[1,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,true],[1,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,null],[null,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,2,null],[0.5,1,2],[null,0.5,1]]",
                "\"kind\":\"relative\",\"criteria\":[[1,9,\"1/9\"],[\"1/9\",1,9],[9,\"1/9\",1]],\"alternatives\":[[[1]],[[1]],[[1]]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,2],[2,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,2,3],[1,1]]",
                "\"kind\":\"matrix\",\"matrix\":[[1,12],[\"1/12\",1]]",
                "\"kind\":\"matrix\",\"matrix\":[]",
                "\"kind\":\"matrix\",\"matrix\":{}",
                "\"kind\":\"matrix\",\"matrix\":[3]",
                "\"kind\":\"matrix\"",
                "\"kind\":\"guess\"",
                "\"kind\":\"rating\",\"criteria\":[[1]],\"levels\":[[1]],\"levelNames\":[\"a\"],\"ratings\":[\"b\"]",
                "\"kind\":\"rating\",\"criteria\":[[1]],\"levels\":[[1]],\"levelNames\":[\"a\"],\"ratings\":[]",
                "\"kind\":\"rating\",\"criteria\":[[1]]",
                "\"kind\":\"group\",\"matrices\":[]",
                "\"kind\":\"relative\",\"criteria\":[[1]],\"alternatives\":[]"
            })
    void refusesAloneWhatCannotBeUsed(String item) throws IOException {
        JsonNode answer = one(item);
        assertThat(answer.path("id").asString()).isEqualTo("i");
        assertThat(answer.path("refused").asBoolean(false)).isTrue();
        assertThat(answer.path("reason").asString()).isNotBlank();
    }

    @Test
    void completesWhatIsMissingOnlyWhenAsked() throws IOException {
        JsonNode answer =
                one(
                        "\"kind\":\"matrix\",\"complete\":true,"
                                + "\"matrix\":[[1,2,null],[null,1,2],[null,null,1]]");
        assertThat(answer.path("weights").path(0).asDouble()).isCloseTo(4.0 / 7, within(1e-8));
    }

    @Test
    void joinsAGroupAndRanksAlternatives() throws IOException {
        JsonNode group =
                one("\"kind\":\"group\",\"matrices\":[[[1,8],[\"1/8\",1]],[[1,\"1/2\"],[2,1]]]");
        assertThat(group.path("weights").path(0).asDouble()).isCloseTo(2.0 / 3, within(1e-8));
        JsonNode ranked =
                one(
                        "\"kind\":\"relative\",\"criteria\":[[1,1],[1,1]],"
                                + "\"alternatives\":[[[1,3],[\"1/3\",1]],[[1,1],[1,1]]]");
        assertThat(ranked.path("scores").path(0).asDouble()).isCloseTo(.625, within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "3", "[{]", "nothing"})
    void findsNothingInAFileThatIsNoArray(String text) throws IOException {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void answersStrangersInAnArrayOneByOne() throws IOException {
        assertThat(read("[3,null,{}]").orElseThrow()).contains("\"refused\":true");
    }

    private JsonNode one(String members) throws IOException {
        return answers("[{\"id\":\"i\"," + members + "}]").path(0);
    }

    private JsonNode answers(String text) throws IOException {
        return new JsonMapper().readTree(read(text).orElseThrow());
    }

    private Optional<String> read(String text) throws IOException {
        return AhpFile.answers(
                Files.writeString(directory.resolve("f.json"), text), RandomIndex.SAATY1980);
    }
}
