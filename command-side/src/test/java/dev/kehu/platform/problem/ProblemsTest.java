package dev.kehu.platform.problem;

import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.memory.UnreadableEvent;

import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ProblemsTest {
    private final Failing failing = new Failing();
    private final MockMvc http =
            MockMvcBuilders.standaloneSetup(failing).setControllerAdvice(new Problems()).build();

    @RestController
    static final class Failing {
        private RuntimeException next = new IllegalStateException();

        @GetMapping("/")
        String answer() {
            throw next;
        }
    }

    private void answers(RuntimeException failure, int status, String code) throws Exception {
        failing.next = failure;
        http.perform(get("/"))
                .andExpect(status().is(status))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(header().string("Retry-After", "1"))
                .andExpect(jsonPath("$.code").value(code))
                .andExpect(jsonPath("$.type").value("/problems/" + code));
    }

    @Test
    void tellWhoCollidedToDecideAgain() throws Exception {
        answers(new ConcurrencyException("x"), 409, "store.collided");
        answers(new AggregateStreamCreationException("x"), 409, "store.collided");
    }

    @Test
    void tellWhoWaitedInVainToComeBack() throws Exception {
        answers(new LockAcquisitionFailedException("x"), 503, "store.crowded");
        answers(new DeadlockException("x"), 503, "store.crowded");
    }

    @Test
    void tellWhichEventIsDamaged() throws Exception {
        failing.next = new UnreadableEvent(7, new IllegalStateException("what it said"));
        http.perform(get("/"))
                .andExpect(status().is(500))
                .andExpect(jsonPath("$.code").value("store.event-unreadable"))
                .andExpect(jsonPath("$.detail").value(startsWith("The event at position 7 ")));
    }

    @Test
    void tellThatTheStoreTakesNothingNow() throws Exception {
        answers(new StoreUnavailable("store.overloaded", "full"), 503, "store.overloaded");
        answers(new StoreUnavailable("store.unreachable", "away"), 503, "store.unreachable");
    }
}
