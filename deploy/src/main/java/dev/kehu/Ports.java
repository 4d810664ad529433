package dev.kehu;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Chooses the port to listen on. */
final class Ports {
    static final int USUAL = 8080;
    private static final int TRIED = 100;

    private Ports() {}

    /**
     * The port asked for, else the usual one or the next free one.
     *
     * @throws CannotStart when the port asked for is taken
     */
    static int choose(OptionalInt wanted) {
        if (wanted.isPresent()) {
            if (!isFree(wanted.getAsInt())) {
                throw CannotStart.portTaken(wanted.getAsInt());
            }
            return wanted.getAsInt();
        }
        return IntStream.range(USUAL, USUAL + TRIED).filter(Ports::isFree).findFirst().orElse(0);
    }

    static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
