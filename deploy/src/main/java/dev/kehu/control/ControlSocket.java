package dev.kehu.control;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.trace.Trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Listens inside the data directory; whoever may open the directory may command the process. */
@Component
final class ControlSocket implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private final DataDirectory data;
    private final ControlCommands commands;
    private volatile @Nullable ServerSocketChannel listening;

    ControlSocket(DataDirectory data, ControlCommands commands) {
        this.data = data;
        this.commands = commands;
    }

    @Override
    public void start() {
        try {
            Path socket = ControlPath.prepare(data);
            var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            listening = channel;
            Thread.ofVirtual().name("control").start(() -> accept(channel));
        } catch (IOException failure) {
            throw new UncheckedIOException("no control socket", failure);
        }
    }

    private void accept(ServerSocketChannel channel) {
        while (channel.isOpen()) {
            try {
                SocketChannel caller = channel.accept();
                Thread.ofVirtual().name("control-call").start(() -> answer(caller));
            } catch (IOException closed) {
                LOG.debug("control socket closed");
            }
        }
    }

    private void answer(SocketChannel caller) {
        try (caller;
                var in = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
                var out =
                        new PrintStream(
                                Channels.newOutputStream(caller), true, StandardCharsets.UTF_8)) {
            var request = ControlLine.request(in.readLine());
            LOG.info("control: {}", request.command());
            int exit = commands.run(request.command(), request.args(), new Sending(out));
            out.println(ControlLine.text(ControlLine.Reply.ofExit(exit)));
        } catch (IOException | RuntimeException failure) {
            LOG.warn("A command over the control socket failed: {}", Trace.of(failure));
        }
    }

    private record Sending(PrintStream out) implements Replies {
        @Override
        public void progress(String line) {
            send(ControlLine.Reply.ofProgress(line));
        }

        @Override
        public void finding(Finding finding) {
            send(ControlLine.Reply.ofFinding(finding));
        }

        @Override
        public void complain(String sentence) {
            send(ControlLine.Reply.ofProblem(sentence));
        }

        @Override
        public void answer(String json) {
            send(ControlLine.Reply.ofAnswer(json));
        }

        private void send(ControlLine.Reply reply) {
            out.println(ControlLine.text(reply));
        }
    }

    @Override
    public void stop() {
        try (var closing = listening) {
            listening = null;
            if (closing != null) {
                ControlPath.clear(data.root());
            }
        } catch (IOException failure) {
            LOG.warn("The control socket could not be removed: {}", Trace.of(failure));
        }
    }

    @Override
    public boolean isRunning() {
        return listening != null;
    }
}
