package dev.kehu.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Asks the process that holds a data directory to carry out a command. */
public final class ControlClient {
    private ControlClient() {}

    /**
     * Gives the exit code of the command there.
     *
     * @param root the data directory
     * @throws IOException when that process does not answer, or ended before it had an answer
     */
    public static int run(Path root, String command, List<String> args, Replies replies)
            throws IOException {
        Path socket = ControlPath.find(root.toRealPath());
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var out = Channels.newWriter(channel, StandardCharsets.UTF_8);
                var in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            out.write(ControlLine.text(new ControlLine.Request(command, args)) + "\n");
            out.flush();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                ControlLine.Reply reply = ControlLine.reply(line);
                if (reply.exit() != null) {
                    return reply.exit();
                }
                pass(reply, replies);
            }
        }
        throw new IOException("the other process ended before it had an answer");
    }

    private static void pass(ControlLine.Reply reply, Replies replies) {
        if (reply.progress() != null) {
            replies.progress(reply.progress());
        }
        if (reply.finding() != null) {
            replies.finding(reply.finding());
        }
        if (reply.answer() != null) {
            replies.answer(reply.answer());
        }
        if (reply.problem() != null) {
            replies.complain(reply.problem());
        }
    }
}
