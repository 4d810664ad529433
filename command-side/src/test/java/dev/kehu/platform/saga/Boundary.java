package dev.kehu.platform.saga;

import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.platform.state.WatchedHome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a stage of a project may be cut off: its command is noted in state, sent, and crossed out,
 * and each of these has a before and an after. Whoever reaches the one that is asked for says so
 * and stands still, to be killed there.
 */
final class Boundary implements WatchedHome.Watcher {
    static final String HALTED = "halted";
    private static final int STAGES = 6;
    private static final List<String> PLACES =
            List.of(
                    "before-noted",
                    "after-noted",
                    "before-command",
                    "after-command",
                    "before-settled",
                    "after-settled");

    private final String wanted;
    private final ThreadLocal<String> next = new ThreadLocal<>();

    Boundary(String wanted) {
        this.wanted = wanted;
    }

    /** Each once, in the order a project comes by them. */
    static List<String> all() {
        List<String> all = new ArrayList<>();
        for (int stage = 1; stage <= STAGES; stage++)
            for (String place : PLACES) all.add(stage + "." + place);
        return all;
    }

    /** Each place once, at another stage each time. */
    static List<String> few() {
        List<String> few = new ArrayList<>();
        for (int i = 0; i < PLACES.size(); i++) few.add(i % STAGES + 1 + "." + PLACES.get(i));
        return few;
    }

    void sending(OpenStage command) {
        reached(command.stage() + ".before-command");
    }

    /** Its answer is settled by the next commit of this thread. */
    void sent(OpenStage command) {
        reached(command.stage() + ".after-command");
        next.set(command.stage() + ".%s-settled");
    }

    /** The name of a step tells whose note it is. */
    @Override
    public void bound(Object parameter) {
        if (parameter instanceof String text && text.matches("open-\\d-\\d+"))
            next.set(text.charAt(5) + ".%s-noted");
    }

    @Override
    public void committing() {
        if (next.get() != null) reached(next.get().formatted("before"));
    }

    @Override
    public void committed() {
        if (next.get() != null) reached(next.get().formatted("after"));
        next.remove();
    }

    @Override
    public void undone() {
        next.remove();
    }

    private void reached(String place) {
        if (!place.equals(wanted)) return;
        System.out.println(HALTED);
        try {
            System.in.read(); // never comes
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
