package dev.kehu.audit.command;

import dev.kehu.audit.api.RequestEvent.RequestAnswered;
import dev.kehu.audit.api.RequestId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.AnsweredBefore;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * A command that carries a request id is carried out once: the answer is recorded in the same
 * append as its events, and sent again the request gets the same ids. Refusals are not remembered.
 */
@Component
class AnswerRepeats implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final EventHistory history;
    private final StreamIds ids;
    private final BusinessClock clock;
    private final Repository<Request> requests;

    AnswerRepeats(
            EventHistory history,
            StreamIds ids,
            BusinessClock clock,
            @Lazy Repository<Request> requests) {
        this.history = history;
        this.ids = ids;
        this.clock = clock;
        this.requests = requests;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> command = unit.getMessage();
        Origin origin = Origin.of(command.getMetaData());
        if (origin.request() == null) {
            return chain.proceed();
        }
        RequestId id = ids.request(origin.actor(), origin.request());
        String fingerprint = origin.fingerprint() == null ? "" : origin.fingerprint();
        Optional<RecordedEvent> before = history.at(id.value(), 0);
        if (before.isPresent()) {
            return again(before.get(), fingerprint);
        }
        Object answer = carryOut(chain, id, fingerprint);
        if (answer instanceof Receipt receipt) {
            RequestAnswered answered =
                    new RequestAnswered(
                            id, receipt.subject(), fingerprint, receipt.ids(), clock.real());
            requests.newInstance(() -> Request.answered(answered));
        }
        return answer;
    }

    /**
     * A request sent twice at once waits for its twin and then meets what the twin did, which may
     * look like a reason to refuse: the twin's answer comes first.
     */
    private Object carryOut(InterceptorChain chain, RequestId id, String fingerprint)
            throws Exception {
        try {
            return chain.proceed();
        } catch (Refusal refusal) {
            Optional<RecordedEvent> twin = history.at(id.value(), 0);
            if (twin.isPresent()) {
                throw new AnsweredBefore(again(twin.get(), fingerprint));
            }
            throw refusal;
        }
    }

    private static Receipt again(RecordedEvent before, String fingerprint) {
        RequestAnswered answered = (RequestAnswered) before.payload();
        if (!answered.fingerprint().equals(fingerprint)) {
            throw Refusal.conflict(
                    "request.reused",
                    "This request id was used for something else; use a new one for a new request");
        }
        return new Receipt(answered.subject(), answered.ids(), before.position());
    }
}
