package dev.kehu.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.control.Finding;
import dev.kehu.control.Replies;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class FitAnswerTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final int MEMBERS = 300;

    @TempDir Path directory;

    private final List<String> said = new ArrayList<>();
    private int exit;

    @Test
    void answersWithBothModelsAndEveryCustomer() throws IOException {
        JsonNode answer = fit(purchases(), Optional.empty());
        assertThat(exit).isZero();
        assertThat(answer.propertyNames())
                .containsExactly("params", "logLikelihood", "gammaGamma", "unit", "customers");
        assertThat(answer.path("params").propertyNames()).containsExactly("r", "alpha", "a", "b");
        assertThat(answer.path("gammaGamma").propertyNames())
                .containsExactly("p", "q", "v", "logLikelihood");
        assertThat(answer.path("unit").asString()).isEqualTo("week");
        assertThat(answer.path("customers")).hasSize(MEMBERS);
        assertThat(answer.path("customers").path(0).propertyNames())
                .containsExactly("customer", "frequency", "recency", "T", "pAlive", "expected39");
        assertThat(answer.path("customers").path(0).path("customer").asString())
                .isEqualTo("c, \"0100\"");
    }

    @Test
    void isTheSameInAnyOrderOfTheLines() throws IOException {
        List<String> lines = purchases();
        JsonNode first = fit(lines, Optional.empty());
        Collections.shuffle(lines, new Random(5));
        assertThat(fit(lines, Optional.empty())).isEqualTo(first);
    }

    @Test
    void doesNotSeeWhatCameAfterTheEnd() throws IOException {
        List<String> lines = purchases();
        JsonNode before = fit(lines, Optional.of(START.plusDays(400)));
        lines.add("late,2027-12-31,5");
        assertThat(fit(lines, Optional.of(START.plusDays(400)))).isEqualTo(before);
        assertThat(fit(lines, Optional.empty())).isNotEqualTo(before);
    }

    @Test
    void countsRefundsAsNothingAndSaysSo() throws IOException {
        List<String> lines = purchases();
        JsonNode without = fit(lines, Optional.empty());
        lines.add("\"c, \"\"0100\"\"\",2026-03-03,-4.50");
        assertThat(fit(lines, Optional.empty())).isEqualTo(without);
        assertThat(said).anyMatch(line -> line.contains("1 refunds are no purchases"));
    }

    @Test
    void keepsTheModelOfPurchasesWhereNobodyPaid() throws IOException {
        List<String> lines = purchases();
        lines.replaceAll(line -> line.substring(0, line.lastIndexOf(',') + 1) + "0");
        JsonNode answer = fit(lines, Optional.empty());
        assertThat(exit).isZero();
        assertThat(answer.path("gammaGamma").isNull()).isTrue();
        assertThat(said).anyMatch(line -> line.contains("value.spend-few"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c,1998-02-30,5|value.purchases|line 302",
                "c,30.6.1998,5|value.purchases|line 302",
                "c,1998-06-30T12:00:00Z,5|value.purchases|line 302",
                "c,1998-06-30,NaN|value.purchases|line 302",
                "c,1998-06-30,1e5|value.purchases|line 302",
                "c,1998-06-30,9999999999999|value.purchases|line 302",
                "c,1998-06-30|value.purchases|line 302",
                "c,1998-06-30,5,USD|value.purchases|line 302",
                "' ,1998-06-30,5'|value.purchases|line 302"
            })
    void refusesTheWholeFileForALineThatCannotBeRead(String line, String code, String words)
            throws IOException {
        List<String> lines = once(300);
        lines.add(line);
        refused(lines, code, words);
    }

    @Test
    void refusesFilesWithoutPurchasesAHeaderOrReadableText() throws IOException {
        refused(List.of(), "value.no-purchases", "no purchases");
        refused(once(1), "value.fit-few", "0 customers came back");
        Files.writeString(directory.resolve("f.csv"), "");
        refused("value.purchases", "line 1");
        Files.writeString(directory.resolve("f.csv"), "name;day\n");
        refused("value.purchases", "line 1");
        Files.write(
                directory.resolve("f.csv"),
                "customer,date,amount\n\u00e9,1998-06-30,5\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        refused("value.purchases", "UTF-8");
    }

    private List<String> purchases() {
        Random random = new Random(11);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            int day = random.nextInt(60);
            double stays = .3 + .65 * random.nextDouble();
            int pause = 3 + random.nextInt(60);
            double spends = 5 + 40 * random.nextDouble();
            do {
                lines.add(
                        "\"c, \"\"%04d\"\"\",%s,%.2f"
                                .formatted(
                                        100 + i,
                                        START.plusDays(day),
                                        spends * (.5 + random.nextDouble())));
                day += 1 + (int) (-pause * Math.log(1 - random.nextDouble()));
            } while (day < 500 && random.nextDouble() < stays);
        }
        return lines;
    }

    private static List<String> once(int customers) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < customers; i++) lines.add("c" + i + ",1998-06-30,5");
        return lines;
    }

    private JsonNode fit(List<String> lines, Optional<LocalDate> end) throws IOException {
        Files.writeString(
                directory.resolve("f.csv"),
                "customer,date,amount\n" + String.join("\n", lines) + "\n");
        return answered(end);
    }

    private JsonNode answered(Optional<LocalDate> end) throws IOException {
        Path left = directory.resolve("answer.json");
        exit = FitAnswer.ofFile(directory.resolve("f.csv"), end).leave(left, heard());
        return new JsonMapper().readTree(Files.readString(left));
    }

    private void refused(List<String> lines, String code, String words) throws IOException {
        fit(lines, Optional.empty());
        refused(code, words);
    }

    private void refused(String code, String words) throws IOException {
        JsonNode answer = answered(Optional.empty());
        assertThat(exit).isOne();
        assertThat(answer.path("refused").asBoolean(false)).isTrue();
        assertThat(answer.path("code").asString()).isEqualTo(code);
        assertThat(answer.path("reason").asString()).contains(words);
    }

    private Replies heard() {
        return new Replies() {
            @Override
            public void progress(String line) {
                said.add(line);
            }

            @Override
            public void finding(Finding finding) {
                said.add(finding.detail());
            }

            @Override
            public void complain(String sentence) {
                said.add(sentence);
            }
        };
    }
}
