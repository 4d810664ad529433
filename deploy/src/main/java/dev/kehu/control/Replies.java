package dev.kehu.control;

/** What a command says while it runs. */
public interface Replies {
    /** Something goes on. */
    void progress(String line);

    /** Something was looked at. */
    void finding(Finding finding);

    /** What came of it, one JSON object, for programs. */
    default void answer(String json) {}

    /** One sentence on what went wrong. */
    void complain(String sentence);
}
