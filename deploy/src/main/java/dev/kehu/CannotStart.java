package dev.kehu;

import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.springframework.boot.web.server.PortInUseException;

import java.nio.file.Path;
import java.util.Set;

/** The program cannot do what it was started for; the message is one sentence for people. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONG = 160;
    private static final Set<String> MISNAMED = Set.of("data.not-a-directory", "data.not-kehu");

    private final int exitCode;
    private final boolean heldElsewhere;

    CannotStart(String sentence, int exitCode) {
        this(sentence, exitCode, false);
    }

    private CannotStart(String sentence, int exitCode, boolean heldElsewhere) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
        this.heldElsewhere = heldElsewhere;
    }

    /** The one case in which another process can do the work. */
    boolean isHeldElsewhere() {
        return heldElsewhere;
    }

    int exitCode() {
        return exitCode;
    }

    static CannotStart because(DataDirectoryRefused refused) {
        boolean misnamed = MISNAMED.contains(refused.code());
        boolean ofServer = refused.code().startsWith("axonserver.");
        return new CannotStart(
                ofServer
                        ? "%s (%s)".formatted(refused.getMessage(), refused.code())
                        : refused.getMessage(),
                misnamed ? Program.WRONG_USE : Program.FOUND_SOMETHING_WRONG,
                refused.code().equals("data.held"));
    }

    static CannotStart portTaken(int port) {
        return new CannotStart(
                "Port " + port + " is taken; name another with --port, or leave the option out.",
                Program.FOUND_SOMETHING_WRONG);
    }

    /** A command ended with a failure nobody expected; messages may name people and stay out. */
    static CannotStart failed(String command, RuntimeException failure) {
        return new CannotStart(
                "'%s' failed (%s).".formatted(command, failure.getClass().getSimpleName()),
                Program.FOUND_SOMETHING_WRONG);
    }

    /** The first cause that says something to people; the whole story stands in the log. */
    static CannotStart because(Throwable failure, Path log) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataDirectoryRefused refused) {
                return because(refused);
            }
            if (cause instanceof StoreUnavailable away) {
                return new CannotStart(
                        "%s (%s).".formatted(away.getMessage(), away.code()),
                        Program.FOUND_SOMETHING_WRONG);
            }
            if (cause instanceof ViewStoreFailure views) {
                return new CannotStart(
                        "Kehu could not start: %s (%s)."
                                .formatted(views.getMessage(), views.code()),
                        Program.FOUND_SOMETHING_WRONG);
            }
            if (cause instanceof PortInUseException taken) {
                return portTaken(taken.getPort());
            }
            root = cause;
        }
        String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        String reason = said.length() > LONG ? said.substring(0, LONG) + " …" : said;
        return new CannotStart(
                "Kehu could not start: %s (%s); details stand in %s."
                        .formatted(reason, root.getClass().getSimpleName(), log),
                Program.FOUND_SOMETHING_WRONG);
    }
}
