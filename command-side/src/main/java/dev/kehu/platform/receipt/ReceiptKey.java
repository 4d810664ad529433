package dev.kehu.platform.receipt;

import dev.kehu.platform.datadir.PrivateFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Signs receipts (Ed25519), with a key of its own in a file of mode 0600. Lost, the next start
 * makes another; receipts name the public key they are checked with.
 */
public final class ReceiptKey {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final String open;

    private ReceiptKey(PrivateKey secret, String open) {
        this.secret = secret;
        this.open = open;
    }

    /** Reads the key, or makes it. */
    public static ReceiptKey open(Path file) {
        try {
            if (Files.notExists(file)) {
                write(file);
            }
            List<String> lines = Files.readAllLines(file);
            byte[] secret = Base64.getDecoder().decode(lines.get(0));
            return new ReceiptKey(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(secret)),
                    lines.get(1));
        } catch (IOException e) {
            throw new UncheckedIOException("The key of receipts cannot be read", e);
        } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
            throw new IllegalStateException("The key of receipts is damaged: " + file, e);
        }
    }

    private static void write(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        String text =
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n"
                        + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n";
        PrivateFile.write(file, text);
    }

    /** The public key: X.509, base64. */
    public String publicKey() {
        return open;
    }

    /** Base64. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }
}
