package dev.kehu.platform.download;

import java.io.IOException;

/** A file could not be written to its end; the reader must see that, so the connection is cut. */
public final class BrokenOff extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOff(RuntimeException cause) {
        super("A file was broken off: " + cause.getClass().getName());
        setStackTrace(cause.getStackTrace());
    }
}
