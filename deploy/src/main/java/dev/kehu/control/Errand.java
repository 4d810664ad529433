package dev.kehu.control;

import java.util.List;

/** A command that needs the stores open and says what came of it; found by its name. */
public interface Errand {
    String name();

    /** Whom of the customers a command shows to who runs it. */
    enum Sight {
        NOBODY,
        /** Possibly all; that is written down before it is carried out. */
        EVERYBODY,
        /** Those it writes down itself, for it alone knows whom. */
        WRITTEN_DOWN
    }

    /** One that says nothing counts as a look at everybody. */
    default Sight sight() {
        return Sight.EVERYBODY;
    }

    /**
     * Carries it out and gives the exit code.
     *
     * @param args as the command line sent them; paths are absolute
     */
    int run(List<String> args, Replies replies);
}
