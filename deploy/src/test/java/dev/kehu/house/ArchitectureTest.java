package dev.kehu.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

/** Every rule holds for the house, and every rule is seen to fail where it is broken on purpose. */
class ArchitectureTest {
    static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.kehu");
    private static final Map<String, ArchRule> RULES = new HouseRules("dev.kehu").all();

    @TestFactory
    Stream<DynamicTest> holdsInTheHouse() {
        return RULES.entrySet().stream()
                .map(
                        rule ->
                                DynamicTest.dynamicTest(
                                        rule.getKey(), () -> rule.getValue().check(HOUSE)));
    }

    @Test
    void looksAtEverySourceFile() throws IOException {
        assertThat(
                        Sources.main(
                                "verifier",
                                "shared-kernel",
                                "command-side",
                                "query-side",
                                "deploy"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(HOUSE.contain(name)).as(name).isTrue());
    }

    @Nested
    class WhereARuleIsBroken {
        private static final Map<String, String> BROKEN_BY =
                Map.ofEntries(
                        Map.entry("every class has a room", "homeless.Homeless"),
                        Map.entry(
                                "capabilities meet only through api, as the matrix allows",
                                "customer.command.KnowsCredit"),
                        Map.entry("no view imports another", "value.view.one.One"),
                        Map.entry("packages form no cycle", "circle.one.One"),
                        Map.entry("a package holds at most 15 types", "crowded.T16"),
                        Map.entry("every package is null-marked", "unmarked.Unmarked"),
                        Map.entry("the verifier imports the JDK alone", "verifier.Borrows"),
                        Map.entry("names say more than their kind", "naming.ThingManager"),
                        Map.entry("packages are named for the business", "naming.util.Anything"),
                        Map.entry("api is pure", "customer.api.Springy"),
                        Map.entry("formulas are pure", "value.formula.Logging"),
                        Map.entry("state and views are pure", "customer.command.TalkativeState"),
                        Map.entry(
                                "time, chance and threads enter at the edge",
                                "customer.command.ReadsTheClock"),
                        Map.entry("SQL stays in the engine", "customer.view.file.RunsSql"),
                        Map.entry("documents stay in the query side", "customer.web.TalksMongo"),
                        Map.entry("Jackson is Jackson 3", "customer.web.OldJackson"),
                        Map.entry("no XStream", "customer.web.OldXml"),
                        Map.entry(
                                "HTTP is served in web, view and platform",
                                "customer.command.ServesHttp"),
                        Map.entry(
                                "beans are declared in platform and deploy",
                                "customer.web.DeclaresBeans"),
                        Map.entry(
                                "commands are handled in command and process",
                                "customer.web.HandlesCommands"),
                        Map.entry("nothing is injected into fields", "customer.web.InjectedField"));

        private final JavaClasses wrong = new ClassFileImporter().importPackages("dev.kehu.wrong");
        private final Map<String, ArchRule> rules = new HouseRules("dev.kehu.wrong").all();

        @TestFactory
        Stream<DynamicTest> isSeenRed() {
            assertThat(BROKEN_BY.keySet()).isEqualTo(rules.keySet());
            return rules.entrySet().stream()
                    .map(
                            rule ->
                                    DynamicTest.dynamicTest(
                                            rule.getKey(),
                                            () -> isRed(rule.getKey(), rule.getValue())));
        }

        private void isRed(String name, ArchRule rule) {
            assertThat(rule.evaluate(wrong).getFailureReport().getDetails())
                    .anyMatch(line -> line.contains("dev.kehu.wrong." + BROKEN_BY.get(name)));
        }
    }

    @Nested
    class TheMatrix {
        @Test
        void reachesInsideNobody() {
            JavaClasses wrong = new ClassFileImporter().importPackages("dev.kehu.wrong");
            assertThat(
                            new HouseRules("dev.kehu.wrong")
                                    .all()
                                    .get("capabilities meet only through api, as the matrix allows")
                                    .evaluate(wrong)
                                    .getFailureReport()
                                    .getDetails())
                    .anyMatch(line -> line.contains("credit.command.ReachesInside"))
                    .noneMatch(line -> line.contains("credit.command.KnowsCustomerApi"));
        }
    }
}
