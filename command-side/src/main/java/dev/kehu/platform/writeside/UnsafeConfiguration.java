package dev.kehu.platform.writeside;

import java.util.List;

/** Start-up was refused, because history or views could be lost. */
public final class UnsafeConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsafeConfiguration(List<String> reasons) {
        super("Refusing to start, history or work could be lost: " + String.join("; ", reasons));
    }
}
