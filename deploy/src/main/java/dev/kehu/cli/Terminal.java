package dev.kehu.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The two streams of a command. With {@code json}, stdout carries the JSON alone.
 *
 * @param out for the answer
 * @param err for everything else
 */
public record Terminal(PrintStream out, PrintStream err, boolean json) {
    public static Terminal of(boolean json) {
        return new Terminal(utf8(System.out), utf8(System.err), json);
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** A line for people. */
    public void say(String line) {
        (json ? err : out).println(line);
    }

    /** A line a program reads. */
    public void answer(String line) {
        out.println(line);
    }

    /** One sentence on what went wrong. */
    public void complain(String sentence) {
        err.println(sentence);
    }
}
