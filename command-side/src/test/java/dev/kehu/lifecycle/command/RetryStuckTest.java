package dev.kehu.lifecycle.command;

import static dev.kehu.lifecycle.command.Story.ID;
import static dev.kehu.lifecycle.command.Story.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.lifecycle.api.ImplementationCommand.NoteStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.PauseImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.RetryStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.StopImplementation;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;

import org.junit.jupiter.api.Test;

class RetryStuckTest {
    private static final String STEP = "measure-1997-01-10-active";

    private final Story story = Story.begun();

    private static RetryStuck retry(String step, String by) {
        return new RetryStuck(ID, step, by, NOW);
    }

    private void stuck(String step) {
        story.does(p -> new Effect(p).decide(new NoteStuck(ID, step, "lifecycle.no-data", NOW)));
    }

    private void refuses(String code, RetryStuck c) {
        story.refuses(code, p -> new Effect(p).decide(c));
    }

    @Test
    void triesEachStuckStepAgainOnce() {
        refuses("lifecycle.not-stuck", retry(STEP, "ann"));
        stuck(STEP);
        refuses("lifecycle.no-authority", retry(STEP, "eve"));
        assertThat(story.does(p -> new Effect(p).decide(retry(STEP, "ann"))))
                .containsExactly(new StuckRetried(ID, STEP, "ann", NOW));
        refuses("lifecycle.not-stuck", retry(STEP, "ann"));
        stuck("again-9-" + STEP);
        refuses("lifecycle.not-stuck", retry(STEP, "ann"));
        story.does(p -> new Effect(p).decide(retry("again-9-" + STEP, "ann")));
    }

    @Test
    void takesNoNameThatIsNotShown() {
        stuck(STEP);
        refuses("lifecycle.not-stuck", retry("measure-2020-13-45-x", "ann"));
        refuses("lifecycle.not-stuck", retry("finish-1", "boss"));
    }

    @Test
    void triesNothingAgainInAProjectThatIsOver() {
        stuck(STEP);
        stuck("open-2-7");
        story.does(p -> p.decide(new PauseImplementation(ID, "ann", "holiday", NOW)));
        story.does(p -> new Effect(p).decide(retry("open-2-7", "ann")));
        story.does(p -> p.decide(new StopImplementation(ID, "boss", "no money", NOW)));
        refuses("lifecycle.not-running", retry(STEP, "ann"));
    }
}
