package dev.kehu.platform.viewstore.wire;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * One row of {@code /proc/net/tcp} or {@code tcp6}: columns 2 and 3 are the ends of a socket as
 * hexadecimal words in the machine's byte order, column 8 is its owner.
 */
record SocketRow(String local, String remote, String uid) {
    private static final String MAPPED = word(new byte[] {0, 0, (byte) 0xff, (byte) 0xff});
    private static final String V4_IN_V6 = "0000000000000000" + MAPPED;

    static SocketRow parse(String row) {
        String[] columns = row.strip().split("\\s+");
        return new SocketRow(plain(columns[1]), plain(columns[2]), columns[7]);
    }

    static SocketRow of(InetSocketAddress local, InetSocketAddress remote) {
        return new SocketRow(end(local), end(remote), "");
    }

    boolean sameEnds(SocketRow other) {
        return local.equals(other.local) && remote.equals(other.remote);
    }

    private static String plain(String end) {
        return end.startsWith(V4_IN_V6) ? end.substring(V4_IN_V6.length()) : end;
    }

    private static String end(InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 4) {
            text.append(word(java.util.Arrays.copyOfRange(bytes, i, i + 4)));
        }
        return text + ":" + HexFormat.of().withUpperCase().toHexDigits((short) address.getPort());
    }

    private static String word(byte[] network) {
        int value = ByteBuffer.wrap(network).order(ByteOrder.nativeOrder()).getInt();
        return HexFormat.of().withUpperCase().toHexDigits(value);
    }
}
