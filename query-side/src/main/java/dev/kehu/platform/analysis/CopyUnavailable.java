package dev.kehu.platform.analysis;

import dev.kehu.platform.answer.Unavailable;

/**
 * The copy cannot be asked now. Codes: {@code analysis.opening} (it is being opened), {@code
 * analysis.busy} (as many questions as may be are being answered), {@code analysis.failed} (it
 * cannot be opened or written; the log says why, and it is tried again by itself).
 */
public final class CopyUnavailable extends Unavailable {
    private static final long serialVersionUID = 1L;

    CopyUnavailable(String code, String message) {
        super(code, message);
    }
}
