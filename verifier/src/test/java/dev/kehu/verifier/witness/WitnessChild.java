package dev.kehu.verifier.witness;

import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A witness with little patience, in a process of its own; says its port. */
final class WitnessChild {
    private WitnessChild() {}

    public static void main(String[] args) throws IOException {
        SigningKey key = SigningKey.fresh("witness.example/w", VerifierKey.WITNESS);
        Seen seen = new Seen(Path.of(args[0]));
        Witness witness = new Witness(key, List.of(), seen, InstantSource.system());
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        System.out.println(WitnessServer.start(witness, any, Duration.ofSeconds(1)).port());
    }
}
