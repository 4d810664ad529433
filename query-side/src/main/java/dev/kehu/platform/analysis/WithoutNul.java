package dev.kehu.platform.analysis;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Leaves out the one character PostgreSQL takes in no text. */
final class WithoutNul extends FilterReader {
    private static final char NUL = 0;

    WithoutNul(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        while (next == NUL) next = in.read();
        return next;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int kept = 0;
        while (kept == 0) {
            int read = in.read(into, offset, length);
            if (read <= 0) return read;
            for (int i = offset; i < offset + read; i++)
                if (into[i] != NUL) into[offset + kept++] = into[i];
        }
        return kept;
    }
}
