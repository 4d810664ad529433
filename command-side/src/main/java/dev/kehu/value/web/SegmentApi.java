package dev.kehu.value.web;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.value.api.CustomerValueCommand.PlaceInSegment;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ValuePolicyCommand.NameSegments;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;
import dev.kehu.value.api.ValuePolicyId;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Strategic segments over HTTP: which there are, and who is in which. */
@RestController
class SegmentApi {
    private final Commands commands;
    private final Origins origins;
    private final BusinessClock clock;
    private final EventHistory history;

    SegmentApi(Commands commands, Origins origins, BusinessClock clock, EventHistory history) {
        this.commands = commands;
        this.origins = origins;
        this.clock = clock;
        this.history = history;
    }

    record Segments(@Nullable List<String> segments) {}

    /**
     * @param segment null takes the customer out of the one it is in
     */
    record Segment(@Nullable String segment) {}

    @PostMapping("/v1/value/segments")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt name(@RequestBody Segments body, HttpServletRequest request) {
        if (body.segments() == null)
            throw Refusal.invalid("data.incomplete", "segments is missing");
        return commands.send(
                new NameSegments(ValuePolicyId.FIRM, body.segments(), clock.now()),
                origins.of(request, body));
    }

    /** Puts a customer into a strategic segment; the next assessment goes by its model. */
    @PostMapping("/v1/customers/{id}/segment")
    Receipt place(@PathVariable String id, @RequestBody Segment body, HttpServletRequest request) {
        CustomerId customer = new CustomerId(id);
        if (!id.startsWith(CustomerId.PREFIX) || history.at(id, 0).isEmpty())
            throw Refusal.unknown("customer.unknown", "There is no customer with this id");
        return commands.send(
                new PlaceInSegment(
                        CustomerValueId.of(customer),
                        customer,
                        named(),
                        body.segment(),
                        clock.now()),
                origins.of(request, body));
    }

    private SegmentsNamed named() {
        SegmentsNamed newest = new SegmentsNamed(ValuePolicyId.FIRM, 0, List.of(), clock.now());
        for (RecordedEvent event : history.readStream(ValuePolicyId.FIRM.value()))
            if (event.payload() instanceof SegmentsNamed e) newest = e;
        return newest;
    }
}
