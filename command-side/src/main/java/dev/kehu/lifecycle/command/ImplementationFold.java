package dev.kehu.lifecycle.command;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.platform.memory.Fold;

import org.springframework.stereotype.Component;

/** How a project follows from the events of its stream, which grows for years. */
@Component
final class ImplementationFold implements Fold<Project> {
    private static final int ALONE = 600;
    private static final int GOAL = 400;
    private static final int POINT = 120;
    private static final int NAME = 160;

    @Override
    public String streamType() {
        return "implementation";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Class<Project> state() {
        return Project.class;
    }

    @Override
    public Project unknown() {
        return Project.UNKNOWN;
    }

    @Override
    public Project evolve(Project before, DomainEvent event) {
        return before.evolve((ImplementationEvent) event);
    }

    /** Its first stage opens at once. */
    @Override
    public boolean fromTheStart() {
        return true;
    }

    @Override
    public int bytes(Project state) {
        int points = state.goals().all().values().stream().mapToInt(it -> it.points().size()).sum();
        int names =
                state.team().members().size()
                        + state.loop().steps().size()
                        + state.loop().stuck().size()
                        + state.gates().size();
        return ALONE + GOAL * state.goals().all().size() + POINT * points + NAME * names;
    }
}
