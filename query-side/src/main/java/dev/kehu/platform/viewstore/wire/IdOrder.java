package dev.kehu.platform.viewstore.wire;

import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;

import java.nio.ByteBuffer;

/**
 * Text keys in the order of their UTF-8 bytes, as MongoDB sorts them. Java compares UTF-16 units,
 * which puts U+1F600 before U+FF5E.
 */
final class IdOrder extends BasicDataType<String> {
    static final IdOrder INSTANCE = new IdOrder();

    private IdOrder() {}

    @Override
    public int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return byCodePoint(x) - byCodePoint(y);
            }
        }
        return a.length() - b.length();
    }

    /** Lifts surrogates above every other unit, where their code points belong. */
    private static int byCodePoint(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }

    @Override
    public int getMemory(String key) {
        return StringDataType.INSTANCE.getMemory(key);
    }

    @Override
    public void write(WriteBuffer buffer, String key) {
        StringDataType.INSTANCE.write(buffer, key);
    }

    @Override
    public String read(ByteBuffer buffer) {
        return StringDataType.INSTANCE.read(buffer);
    }

    @Override
    public String[] createStorage(int size) {
        return new String[size];
    }
}
