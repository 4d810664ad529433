package dev.kehu.platform.cloudevents;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Header values of the CloudEvents HTTP binding: UTF-8 bytes outside printable ASCII are
 * percent-encoded.
 */
final class PercentText {
    private PercentText() {}

    /** A quoted-string of HTTP stands for what is in it. */
    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    /**
     * Decodes every well-formed escape; anything else stands for itself.
     *
     * @throws CharacterCodingException when the escapes give no UTF-8
     */
    static String decode(String header) throws CharacterCodingException {
        String value = unquoted(header);
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int high =
                    c == '%' && i + 2 < value.length()
                            ? Character.digit(value.charAt(i + 1), 16)
                            : -1;
            int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }
}
