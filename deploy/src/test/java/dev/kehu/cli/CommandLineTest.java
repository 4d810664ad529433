package dev.kehu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.cli.Invocation.Backup;
import dev.kehu.cli.Invocation.Bench;
import dev.kehu.cli.Invocation.Demo;
import dev.kehu.cli.Invocation.Doctor;
import dev.kehu.cli.Invocation.Export;
import dev.kehu.cli.Invocation.Help;
import dev.kehu.cli.Invocation.Import;
import dev.kehu.cli.Invocation.PrivacyErrand;
import dev.kehu.cli.Invocation.Query;
import dev.kehu.cli.Invocation.Rebuild;
import dev.kehu.cli.Invocation.Restore;
import dev.kehu.cli.Invocation.Serve;
import dev.kehu.cli.Invocation.ValueAhp;
import dev.kehu.cli.Invocation.ValueErrand;
import dev.kehu.cli.Invocation.ValueFit;
import dev.kehu.cli.Invocation.Version;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class CommandLineTest {
    private static final Options USUAL =
            new Options(Path.of("data"), OptionalInt.empty(), Optional.empty());

    private static final List<String> COMMANDS =
            List.of(
                    "demo", "serve", "rebuild", "query", "doctor", "backup", "restore", "export",
                    "import", "value", "bench");

    @Nested
    class Understands {
        @Test
        void whatIsAskedOfPrivacyForMoreThanOnePerson() {
            assertThat(parse("privacy retention"))
                    .isEqualTo(errand("retention", List.of("show", ""), false));
            assertThat(parse("privacy retention set contract=120 --reason agreed --json"))
                    .isEqualTo(errand("retention", List.of("set", "agreed", "contract=120"), true));
            assertThat(parse("privacy retention preview consent=6"))
                    .isEqualTo(errand("retention", List.of("preview", "", "consent=6"), false));
            assertThat(parse("privacy requests"))
                    .isEqualTo(
                            errand("erasure-requests", List.of("requests", "requests", ""), false));
            assertThat(parse("privacy approve A-1 --position 7"))
                    .isEqualTo(errand("erasure-requests", List.of("approve", "A-1", "7"), false));
            assertThat(parse("privacy decline A-1 --reason held"))
                    .isEqualTo(
                            errand("erasure-requests", List.of("decline", "A-1", "held"), false));
            for (String wrong :
                    List.of(
                            "retention set contract=120",
                            "retention set --reason agreed",
                            "retention run contract=120",
                            "retention preview contract=0",
                            "retention stop",
                            "requests A-1",
                            "approve",
                            "approve A-1 --position x",
                            "decline A-1 --reason a --position 7",
                            "retention run --position 7",
                            "sweep A-1 --position 7",
                            "approve A-1 --reason yes",
                            "decline A-1",
                            "approve A-1 --basis law"))
                assertThatThrownBy(() -> parse("privacy " + wrong))
                        .as(wrong)
                        .isInstanceOf(WrongUse.class);
        }

        private static PrivacyErrand errand(String name, List<String> args, boolean json) {
            return new PrivacyErrand(USUAL, name, args, json);
        }

        @Test
        void everyCommand() {
            assertThat(parse("demo")).isEqualTo(new Demo(USUAL, false, false, false));
            assertThat(parse("serve")).isEqualTo(new Serve(USUAL));
            assertThat(parse("rebuild"))
                    .isEqualTo(new Rebuild(USUAL, Optional.empty(), Optional.empty(), false));
            assertThat(parse("rebuild timeline --json"))
                    .isEqualTo(new Rebuild(USUAL, Optional.empty(), Optional.of("timeline"), true));
            for (String wish : List.of("status", "pause", "continue", "cancel", "back", "drop-old"))
                assertThat(parse("rebuild --" + wish))
                        .isEqualTo(
                                new Rebuild(
                                        USUAL, Optional.of("--" + wish), Optional.empty(), false));
            assertThat(parse("query FROM-x"))
                    .isEqualTo(new Query(USUAL, Optional.of("FROM-x"), "table", false));
            assertThat(parse("query FROM-x --json"))
                    .isEqualTo(new Query(USUAL, Optional.of("FROM-x"), "json", true));
            assertThat(parse("query --format csv FROM-x"))
                    .isEqualTo(new Query(USUAL, Optional.of("FROM-x"), "csv", false));
            assertThat(parse("query --parquet"))
                    .isEqualTo(new Query(USUAL, Optional.empty(), "table", false));
            assertThat(parse("doctor --json")).isEqualTo(new Doctor(USUAL, false, true));
            assertThat(parse("doctor --views")).isEqualTo(new Doctor(USUAL, true, false));
            Path here = Path.of("").toAbsolutePath();
            assertThat(parse("backup b"))
                    .isEqualTo(new Backup(USUAL, here.resolve("b"), here.resolve("b-keys"), false));
            assertThat(parse("backup b --keys=k --json"))
                    .isEqualTo(new Backup(USUAL, here.resolve("b"), here.resolve("k"), true));
            assertThat(parse("restore ./b/"))
                    .isEqualTo(
                            new Restore(
                                    USUAL,
                                    here.resolve("b"),
                                    here.resolve("b-keys"),
                                    Optional.empty(),
                                    false,
                                    false));
            assertThat(parse("restore b --without-proofs"))
                    .isEqualTo(
                            new Restore(
                                    USUAL,
                                    here.resolve("b"),
                                    here.resolve("b-keys"),
                                    Optional.empty(),
                                    true,
                                    false));
            assertThat(parse("export f"))
                    .isEqualTo(new Export(USUAL, here.resolve("f"), Optional.empty(), false));
            assertThat(parse("export f --keys k"))
                    .isEqualTo(
                            new Export(
                                    USUAL,
                                    here.resolve("f"),
                                    Optional.of(here.resolve("k")),
                                    false));
            assertThat(parse("import f --keys k --json"))
                    .isEqualTo(
                            new Import(
                                    USUAL,
                                    here.resolve("f"),
                                    Optional.of(here.resolve("k")),
                                    true));
            assertThat(parse("value ahp f"))
                    .isEqualTo(new ValueAhp(here.resolve("f"), "saaty1980"));
            assertThat(parse("value ahp f --ri alonso2006"))
                    .isEqualTo(new ValueAhp(here.resolve("f"), "alonso2006"));
            assertThat(parse("value fit --json"))
                    .isEqualTo(new ValueFit(USUAL, Optional.empty(), Optional.empty(), true));
            assertThat(parse("value fit --input f --end 1997-09-30"))
                    .isEqualTo(
                            new ValueFit(
                                    USUAL,
                                    Optional.of(here.resolve("f")),
                                    Optional.of(LocalDate.of(1997, 9, 30)),
                                    false));
            String draft = here.resolve("f").toString();
            assertThat(parse("value what-if f")).isEqualTo(value("value-what-if", draft, "all"));
            assertThat(parse("value what-if f --segment dealers --activate"))
                    .isEqualTo(value("value-what-if", draft, "dealers", "activate"));
            assertThat(parse("value discard 2 --segment=dealers"))
                    .isEqualTo(value("value-discard", "2", "dealers"));
            assertThat(parse("value treatments A-1")).isEqualTo(value("value-treatments", "A-1"));
            assertThat(parse("value explain A-1 --from 1997-03-31 --to 1997-06-30"))
                    .isEqualTo(value("value-explain", "A-1", "1997-03-31", "1997-06-30"));
            assertThat(parse("bench store --quick")).isEqualTo(new Bench());
            assertThat(parse("--version")).isEqualTo(new Version());
        }

        private static ValueErrand value(String errand, String... args) {
            return new ValueErrand(USUAL, errand, List.of(args), false);
        }

        @Test
        void optionsBeforeAndBehindTheCommandAndWithAnEqualsSign() {
            var options =
                    new Options(
                            Path.of("d"),
                            OptionalInt.of(0),
                            Optional.of(LocalDate.of(1998, 6, 30)));
            assertThat(parse("--data d demo --full --port=0 --once --today 1998-06-30 --json"))
                    .isEqualTo(new Demo(options, true, true, true));
        }

        @Test
        void aDirectoryThatIsCalledLikeACommand() {
            assertThat(parse("--data serve demo"))
                    .isEqualTo(
                            new Demo(
                                    new Options(
                                            Path.of("serve"),
                                            OptionalInt.empty(),
                                            Optional.empty()),
                                    false,
                                    false,
                                    false));
        }

        @Test
        void helpEverywhere() {
            assertThat(parse("--help")).isEqualTo(new Help(Optional.empty()));
            assertThat(parse("-h")).isEqualTo(new Help(Optional.empty()));
            for (String command : COMMANDS) {
                Help help = new Help(Optional.of(command));
                assertThat(parse(command + " --help")).isEqualTo(help);
                assertThat(CommandLine.help(help)).contains("./kehu " + command, "--data");
                assertThat(CommandLine.help(new Help(Optional.empty()))).contains("  " + command);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sevre",
                "import",
                "import file.csv now",
                "import file --keys",
                "export",
                "export file --erased k",
                "backup",
                "backup /",
                "backup b --keys=",
                "restore",
                "serve --keys k",
                "serve --json",
                "serve now",
                "serve --Port 1",
                "serve --port",
                "serve --port=",
                "serve --port 65536",
                "serve --port -1",
                "serve --port http",
                "serve --port 1 --port 2",
                "serve --data=",
                "demo --full=yes",
                "demo --today 30.6.1998",
                "demo --today 1998-02-30",
                "rebuild one two",
                "rebuild --pause --cancel",
                "serve --cancel",
                "query",
                "query a b",
                "query a --parquet",
                "query a --format xml",
                "query a --format csv --json",
                "value",
                "value sum",
                "value ahp",
                "value ahp a b",
                "value ahp a --ri saaty",
                "value ahp a --end 1997-09-30",
                "value fit a",
                "value fit --end 30.9.1997",
                "value fit --ri saaty1980",
                "value what-if f --from 1997-09-30",
                "value discard",
                "value discard two",
                "value discard 0",
                "value treatments",
                "value treatments A-1 --segment dealers",
                "value explain A-1 --from 1997-03-31"
            })
    void refusesWhatItDoesNotKnowInOneSentenceWithAHint(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(WrongUse.class)
                .hasMessageMatching("[^\n]+ Try: \\./kehu [a-z ]*--help");
    }

    private static Invocation parse(String line) {
        return CommandLine.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }
}
