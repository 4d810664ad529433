package dev.kehu.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What one line at the prompt asks for. */
public sealed interface Invocation {
    /** Load the demo's purchases and keep serving, or end when {@code once}. */
    record Demo(Options options, boolean full, boolean once, boolean json) implements Invocation {}

    /** Serve until stopped. */
    record Serve(Options options) implements Invocation {}

    /**
     * Fold one view, or every view, again from the first event, or say what is to become of that.
     *
     * @param wish one option, or empty to rebuild
     */
    record Rebuild(Options options, Optional<String> wish, Optional<String> view, boolean json)
            implements Invocation {}

    /**
     * Look at everything that can be wrong.
     *
     * @param views compare all views with the history too, and mend them
     */
    record Doctor(Options options, boolean views, boolean json) implements Invocation {}

    /** Copy the stores to one directory and the keys to another. */
    record Backup(Options options, Path to, Path keys, boolean json) implements Invocation {}

    /**
     * Make a data directory of a backup.
     *
     * @param withoutProofs begin a log anew that does not fit its store
     */
    record Restore(
            Options options,
            Path from,
            Path keys,
            Optional<Path> erased,
            boolean withoutProofs,
            boolean json)
            implements Invocation {}

    /**
     * Write the history to a file.
     *
     * @param keys a directory for its keys; empty: they are not copied
     */
    record Export(Options options, Path file, Optional<Path> keys, boolean json)
            implements Invocation {}

    /** Take a history over from a file. */
    record Import(Options options, Path file, Optional<Path> keys, boolean json)
            implements Invocation {}

    /**
     * Ask the analysts' copy, or write its Parquet files when there is no question.
     *
     * @param format table, csv or json
     */
    record Query(Options options, Optional<String> sql, String format, boolean json)
            implements Invocation {}

    /**
     * Weigh the judgements of a file.
     *
     * @param randomIndex name of the table consistency is measured by
     */
    record ValueAhp(Path file, String randomIndex) implements Invocation {}

    /**
     * Fit purchase and spend models.
     *
     * @param input a file of purchases; empty: the orders in the data directory
     * @param end last day that is seen; empty: the last one with a purchase
     */
    record ValueFit(Options options, Optional<Path> input, Optional<LocalDate> end, boolean json)
            implements Invocation {}

    /**
     * Assess customers, or ask about assessments.
     *
     * @param errand who carries it out
     */
    record ValueErrand(Options options, String errand, List<String> args, boolean json)
            implements Invocation {}

    /**
     * Erase a person, look what is left of one, or wrap all keys anew.
     *
     * @param act {@code erase}, {@code sweep} or {@code rotate-keys}
     * @param who a customer by id, code or contact, or, to sweep, a file of values
     * @param category of what is erased alone; empty for the person
     */
    record Privacy(
            Options options,
            String act,
            String who,
            Optional<String> reason,
            Optional<String> basis,
            Optional<String> category,
            boolean only,
            boolean json)
            implements Invocation {}

    /**
     * Ask something of privacy that is about more than one person.
     *
     * @param errand who carries it out
     */
    record PrivacyErrand(Options options, String errand, List<String> args, boolean json)
            implements Invocation {}

    /**
     * Show implementations, or ask something of one.
     *
     * @param args a word, the implementation where it is about one, {@code name=value} pairs
     */
    record Lifecycle(Options options, List<String> args, boolean json) implements Invocation {}

    /**
     * Verify a file of an export, or the history of the data directory.
     *
     * @param checkpoint a file with one that was kept
     * @param key a verifier key, or a file with one
     */
    record Verify(
            Options options,
            Optional<Path> bundle,
            Optional<Path> checkpoint,
            Optional<String> key,
            boolean json)
            implements Invocation {}

    /** Measure; carried out by the launcher script, which has the benchmarks' class path. */
    record Bench() implements Invocation {}

    /** Print how a command, or the whole program, is used. */
    record Help(Optional<String> command) implements Invocation {}

    /** Print the version. */
    record Version() implements Invocation {}
}
