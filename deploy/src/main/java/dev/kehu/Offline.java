package dev.kehu;

import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.control.ControlClient;
import dev.kehu.control.ControlCommands;
import dev.kehu.control.Replies;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Carries a command out where the data directory is: in the process that holds it, else here. */
final class Offline {
    private final Options options;
    private final Terminal terminal;

    Offline(Options options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    int run(String command, List<String> args, Replies replies) {
        // A port of its own choice, so that a command never meets a server it does not know of.
        var quiet = new Options(options.data(), OptionalInt.of(0), Optional.empty());
        try (Server server = Server.start(quiet, terminal)) {
            return server.bean(ControlCommands.class).run(command, args, replies);
        } catch (CannotStart refused) {
            if (!refused.isHeldElsewhere()) {
                throw refused;
            }
            return ask(command, args, replies, refused);
        } catch (RuntimeException failure) {
            throw CannotStart.failed(command, failure);
        }
    }

    private int ask(String command, List<String> args, Replies replies, CannotStart held) {
        try {
            return ControlClient.run(options.data(), command, args, replies);
        } catch (IOException silent) {
            throw new CannotStart(
                    held.getMessage() + " It does not answer: " + silent.getMessage() + ".",
                    Program.FOUND_SOMETHING_WRONG);
        }
    }
}
