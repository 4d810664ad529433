package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Authority;
import dev.kehu.kernel.Money;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.saga.LivingSagas;

import org.springframework.stereotype.Component;

import java.util.List;

/**
 * What the projects that go on have granted. Of several the one that grants most counts; whom none
 * has given a limit is bound by the sign-in alone.
 */
@Component
final class GrantedAuthority implements Authority {
    private final LivingSagas sagas;
    private final States states;
    private final ImplementationFold fold;

    GrantedAuthority(LivingSagas sagas, States states, ImplementationFold fold) {
        this.sagas = sagas;
        this.states = states;
        this.fold = fold;
    }

    @Override
    public void mayDecide(String user, Money spends) {
        if (spends.value().signum() <= 0) return;
        List<Team> binding =
                sagas.keys(ImplementationId.PROCESS).stream()
                        .map(id -> states.glance(fold, id).team())
                        .filter(team -> team.binds(user))
                        .toList();
        if (!binding.isEmpty() && binding.stream().noneMatch(team -> team.grants(user, spends)))
            throw Team.beyondAuthority();
    }
}
