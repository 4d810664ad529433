package dev.kehu.control;

import java.util.List;

/** A command that needs the stores open and says what came of it; found by its name. */
public interface Errand {
    String name();

    /**
     * Carries it out and gives the exit code.
     *
     * @param args as the command line sent them; paths are absolute
     */
    int run(List<String> args, Replies replies);
}
