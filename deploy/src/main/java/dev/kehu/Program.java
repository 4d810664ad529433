package dev.kehu;

import dev.kehu.cli.CommandLine;
import dev.kehu.cli.Invocation;
import dev.kehu.cli.Invocation.Bench;
import dev.kehu.cli.Invocation.Demo;
import dev.kehu.cli.Invocation.Doctor;
import dev.kehu.cli.Invocation.Help;
import dev.kehu.cli.Invocation.Rebuild;
import dev.kehu.cli.Invocation.Serve;
import dev.kehu.cli.Invocation.Version;
import dev.kehu.cli.Terminal;
import dev.kehu.cli.WrongUse;

import java.util.List;
import java.util.OptionalInt;

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
            case Demo demo -> OptionalInt.of(DONE);
            case Serve serve -> serve(serve, terminal);
            case Rebuild rebuild -> OptionalInt.of(DONE);
            case Doctor doctor -> OptionalInt.of(DONE);
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
        terminal.say("Kehu is ready: " + server.url());
        return OptionalInt.empty();
    }
}
