package dev.kehu;

import dev.kehu.cli.CommandLine;
import dev.kehu.cli.Invocation;
import dev.kehu.cli.Invocation.Backup;
import dev.kehu.cli.Invocation.Bench;
import dev.kehu.cli.Invocation.Demo;
import dev.kehu.cli.Invocation.Doctor;
import dev.kehu.cli.Invocation.Export;
import dev.kehu.cli.Invocation.Help;
import dev.kehu.cli.Invocation.Import;
import dev.kehu.cli.Invocation.Lifecycle;
import dev.kehu.cli.Invocation.Privacy;
import dev.kehu.cli.Invocation.PrivacyErrand;
import dev.kehu.cli.Invocation.Query;
import dev.kehu.cli.Invocation.Rebuild;
import dev.kehu.cli.Invocation.Restore;
import dev.kehu.cli.Invocation.Serve;
import dev.kehu.cli.Invocation.ValueAhp;
import dev.kehu.cli.Invocation.ValueErrand;
import dev.kehu.cli.Invocation.ValueFit;
import dev.kehu.cli.Invocation.Verify;
import dev.kehu.cli.Invocation.Version;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.cli.WrongUse;
import dev.kehu.control.ControlCommands;
import dev.kehu.control.Finding;
import dev.kehu.control.Replies;
import dev.kehu.demo.DemoFailed;
import dev.kehu.demo.DemoReport;
import dev.kehu.doctor.Examination;
import dev.kehu.platform.datadir.DataDirectory;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** From the command line to an exit code. */
final class Program {
    static final int DONE = 0;
    static final int FOUND_SOMETHING_WRONG = 1;
    static final int WRONG_USE = 2;

    private Program() {}

    /** The exit code; empty when a server was started and goes on. */
    static OptionalInt run(List<String> args) {
        Terminal terminal = Terminal.of(false);
        try {
            return run(CommandLine.parse(args), terminal);
        } catch (WrongUse wrong) {
            terminal.complain(wrong.getMessage());
            return OptionalInt.of(WRONG_USE);
        } catch (CannotStart refused) {
            terminal.complain(refused.getMessage());
            return OptionalInt.of(refused.exitCode());
        }
    }

    private static OptionalInt run(Invocation invocation, Terminal terminal) {
        return switch (invocation) {
            case Demo demo -> demo(demo);
            case Serve serve -> serve(serve, terminal);
            case Rebuild rebuild -> OptionalInt.of(rebuild(rebuild));
            case Query query -> OptionalInt.of(Querying.run(query));
            case ValueAhp ahp -> OptionalInt.of(Valuing.ahp(ahp));
            case ValueFit fit -> OptionalInt.of(Valuing.fit(fit));
            case ValueErrand errand -> OptionalInt.of(Valuing.errand(errand));
            case Lifecycle lifecycle -> OptionalInt.of(lifecycle(lifecycle));
            case Doctor doctor -> OptionalInt.of(doctor(doctor));
            case Backup backup -> OptionalInt.of(Moving.backup(backup));
            case Restore restore -> OptionalInt.of(Moving.restore(restore));
            case Export export -> OptionalInt.of(Moving.export(export));
            case Import imported -> OptionalInt.of(Moving.take(imported));
            case Privacy privacy -> OptionalInt.of(privacy(privacy));
            case PrivacyErrand errand -> OptionalInt.of(privacy(errand));
            case Verify verify -> OptionalInt.of(Verifying.run(verify));
            case Bench bench -> {
                terminal.complain("The benchmarks are started by the script: ./kehu bench --help");
                yield OptionalInt.of(WRONG_USE);
            }
            case Help help -> {
                terminal.out().print(CommandLine.help(help));
                yield OptionalInt.of(DONE);
            }
            case Version version -> {
                terminal.answer("kehu " + BuildVersion.text());
                yield OptionalInt.of(DONE);
            }
        };
    }

    private static OptionalInt serve(Serve serve, Terminal terminal) {
        Server server = Server.start(serve.options(), terminal);
        serve.options().today().ifPresent(server::advanceTo);
        terminal.say("Kehu is ready: " + server.url());
        return OptionalInt.empty();
    }

    private static OptionalInt demo(Demo asked) {
        Terminal terminal = Terminal.of(asked.json());
        Server server = Server.start(asked.options(), terminal);
        try {
            DemoReport report = server.loadDemo(asked.full(), asked.options().today());
            terminal.say(
                    "%,d people and %,d purchases are in, %,d events in %.1f s (%,d a second)."
                            .formatted(
                                    report.customers(),
                                    report.interactions(),
                                    report.events(),
                                    report.seconds(),
                                    report.eventsPerSecond()));
            if (asked.once()) {
                server.close();
            }
            if (asked.json()) {
                terminal.answer(new JsonMapper().writeValueAsString(report));
            }
        } catch (DemoFailed failed) {
            server.close();
            throw new CannotStart(failed.getMessage(), FOUND_SOMETHING_WRONG);
        }
        if (asked.once()) {
            return OptionalInt.of(DONE);
        }
        terminal.say("Kehu is ready: " + server.url());
        return OptionalInt.empty();
    }

    private static int rebuild(Rebuild rebuild) {
        Terminal terminal = Terminal.of(rebuild.json());
        Options options = rebuild.options();
        if (!Files.isDirectory(options.data())) {
            throw new CannotStart("There is no data directory " + options.data() + ".", WRONG_USE);
        }
        return new Offline(options, terminal)
                .run(
                        "rebuild",
                        Stream.of(rebuild.wish(), rebuild.view())
                                .flatMap(Optional::stream)
                                .toList(),
                        new Spoken(terminal));
    }

    private static int privacy(Privacy asked) {
        Terminal terminal = Terminal.of(asked.json());
        if (!Files.isDirectory(asked.options().data())) {
            throw new CannotStart(
                    "There is no data directory " + asked.options().data() + ".", WRONG_USE);
        }
        Path file = Path.of(asked.who());
        boolean values = asked.act().equals("sweep") && Files.isRegularFile(file);
        List<String> args =
                values
                        ? List.of("values", file.toAbsolutePath().toString())
                        : List.of(
                                asked.act(),
                                asked.who(),
                                asked.reason().orElse(""),
                                asked.basis().orElse(""),
                                asked.only() ? "only" : "",
                                asked.category().orElse(""),
                                Path.of("").toAbsolutePath().toString());
        return new Offline(asked.options(), terminal).run("privacy", args, new Spoken(terminal));
    }

    private static int privacy(PrivacyErrand asked) {
        Terminal terminal = Terminal.of(asked.json());
        if (!Files.isDirectory(asked.options().data())) {
            throw new CannotStart(
                    "There is no data directory " + asked.options().data() + ".", WRONG_USE);
        }
        return new Offline(asked.options(), terminal)
                .run(asked.errand(), asked.args(), new Spoken(terminal));
    }

    private static int lifecycle(Lifecycle asked) {
        Terminal terminal = Terminal.of(asked.json());
        if (!Files.isDirectory(asked.options().data())) {
            throw new CannotStart(
                    "There is no data directory " + asked.options().data() + ".", WRONG_USE);
        }
        return new Offline(asked.options(), terminal)
                .run("lifecycle", asked.args(), new Spoken(terminal));
    }

    private static int doctor(Doctor doctor) {
        Terminal terminal = Terminal.of(doctor.json());
        Options options = doctor.options();
        var examination = new Examination(terminal);
        examination.look(options.data(), options.port());
        if (!examination.failed() && holdsStores(options.data())) {
            try {
                new Offline(options, terminal).run("doctor", thorough(doctor), examination);
            } catch (CannotStart refused) {
                examination.complain(refused.getMessage());
            }
        }
        examination.show();
        return examination.failed() ? FOUND_SOMETHING_WRONG : DONE;
    }

    private static List<String> thorough(Doctor doctor) {
        return doctor.views() ? List.of(ControlCommands.THOROUGH) : List.of();
    }

    /** Only a directory this build wrote is opened: a look must not upgrade anything. */
    static boolean holdsStores(Path data) {
        return Files.isDirectory(data)
                && DataDirectory.format(data).orElse(-1) == DataDirectory.FORMAT;
    }

    /** Says to people what a command says. */
    record Spoken(Terminal terminal) implements Replies {
        @Override
        public void progress(String line) {
            terminal.say(line);
        }

        @Override
        public void finding(Finding finding) {
            terminal.say(finding.check() + ": " + finding.detail());
        }

        @Override
        public void answer(String json) {
            if (terminal.json()) {
                terminal.answer(json);
            }
        }

        @Override
        public void complain(String sentence) {
            terminal.complain(sentence);
        }
    }
}
