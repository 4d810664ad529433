package dev.kehu.customer.view.customer360;

import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.live.LiveAnswers;
import dev.kehu.platform.live.Showing;
import dev.kehu.platform.live.State;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Reader;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/** One customer over HTTP, again whenever it changes. */
@ViewApi
final class CustomerLiveApi {
    private static final int TRIES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Customer360Projection projection;
    private final Reader reader;
    private final ViewPositions positions;
    private final LiveAnswers answers;

    CustomerLiveApi(
            Customer360Projection projection,
            Reader reader,
            ViewPositions positions,
            LiveAnswers answers) {
        this.projection = projection;
        this.reader = reader;
        this.positions = positions;
        this.answers = answers;
    }

    /**
     * Server-sent events {@code customer}: the answer of {@code /v1/customers/{id}} now, and again
     * after every change, the id its position. With {@code Last-Event-ID} or {@code since} the
     * first is left out when nothing has changed after that position. A reader that is slow skips
     * states in between.
     */
    @GetMapping("/v1/customers/{id}/live")
    void live(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String since,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            HttpServletRequest request,
            HttpServletResponse response) {
        reader.requireKnown(id);
        GetCustomerById query = new GetCustomerById(id);
        answers.serve(
                Showing.of("customer", query, this::answer),
                last == null ? since : last,
                request,
                response);
    }

    /** For other programs: what {@code /v1/customers/{id}} answers. */
    @QueryHandler
    Customer360Answer customer(GetCustomerById query) {
        return Customer360Answer.of(read(query));
    }

    /**
     * Documents are ahead of the position while a batch commits. A reader that came again with such
     * an answer's position would get it twice, so another is found for it.
     */
    @QueryHandler
    State answer(GetCustomerById query) {
        Face<Customer360> face = read(query);
        OptionalLong position = position(query, face);
        for (int tries = 1; tries < TRIES && position.isEmpty(); tries++) {
            positions.await(reader.behind(projection.name()), face.view().position(), PATIENCE);
            face = read(query);
            position = position(query, face);
        }
        return new State(
                position.isPresent(),
                position.orElse(face.freshness().position()),
                face.view().position(),
                face.freshness().storePosition(),
                String.valueOf(face.version()),
                watched(query, face.group()),
                Customer360Answer.of(face));
    }

    /**
     * Between the two events of a separation a customer is in nobody's group, and the next may come
     * from anywhere on its way to the survivor.
     */
    private static @Nullable Set<String> watched(GetCustomerById query, Group group) {
        return group.members().contains(query.customer()) ? Set.copyOf(group.members()) : null;
    }

    private Face<Customer360> read(GetCustomerById query) {
        return reader.read(projection, query.customer(), AsOf.NOW);
    }

    /**
     * Position up to which everything about the customer is in the answer. A single document holds
     * all up to its own position; who belongs together has to be known up to there, too.
     */
    private OptionalLong position(GetCustomerById query, Face<Customer360> face) {
        long settled = face.freshness().position(), document = face.view().position();
        if (document <= settled) return OptionalLong.of(settled);
        if (face.group().members().size() > 1) return OptionalLong.empty();
        boolean known = positions.await(reader.groups().view(), document, PATIENCE);
        return known && reader.groups().live(query.customer()).equals(face.group())
                ? OptionalLong.of(document)
                : OptionalLong.empty();
    }
}
