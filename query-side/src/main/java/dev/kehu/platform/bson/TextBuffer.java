package dev.kehu.platform.bson;

import org.bson.io.BasicOutputBuffer;

import java.nio.charset.StandardCharsets;

/**
 * Writes a text at once: letter by letter, as the driver does, took a quarter of the time a view
 * that follows live spends on its batches.
 */
final class TextBuffer extends BasicOutputBuffer {
    TextBuffer(int bytes) {
        super(bytes);
    }

    @Override
    public void writeString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeInt32(utf8.length + 1);
        writeBytes(utf8);
        writeByte(0);
    }
}
