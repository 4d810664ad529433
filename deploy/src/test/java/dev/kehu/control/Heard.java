package dev.kehu.control;

import java.util.ArrayList;
import java.util.List;

/** What a command was heard to say. */
public final class Heard implements Replies {
    public final List<Finding> findings = new ArrayList<>();
    public final List<String> answers = new ArrayList<>();
    public final List<String> complaints = new ArrayList<>();

    @Override
    public void progress(String line) {}

    @Override
    public void finding(Finding finding) {
        findings.add(finding);
    }

    @Override
    public void answer(String json) {
        answers.add(json);
    }

    @Override
    public void complain(String sentence) {
        complaints.add(sentence);
    }
}
