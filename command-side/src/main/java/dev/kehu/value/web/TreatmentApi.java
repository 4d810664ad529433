package dev.kehu.value.web;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Authority;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.value.api.CustomerValueCommand.ApplyTreatment;
import dev.kehu.value.api.CustomerValueCommand.ConcludeTreatment;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ValuePolicyCommand.PrescribeTreatments;
import dev.kehu.value.api.ValuePolicyCommand.QuoteRates;
import dev.kehu.value.api.ValuePolicyEvent.TreatmentsSet;
import dev.kehu.value.api.ValuePolicyId;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/** What is decided about value for everybody, and what is done for a customer, over HTTP. */
@RestController
class TreatmentApi {
    private final Commands commands;
    private final Origins origins;
    private final BusinessClock clock;
    private final EventHistory history;
    private final Authority authority;

    TreatmentApi(
            Commands commands,
            Origins origins,
            BusinessClock clock,
            EventHistory history,
            Authority authority) {
        this.commands = commands;
        this.origins = origins;
        this.clock = clock;
        this.history = history;
        this.authority = authority;
    }

    /**
     * @param rates one unit of another currency in this one
     * @param hour price of an hour of contact, nothing unless given
     */
    record Rates(
            @Nullable String currency,
            @Nullable Map<String, BigDecimal> rates,
            @Nullable BigDecimal hour) {}

    /** By class: what to do, the budget for all, the ceiling of cost for one customer. */
    record Treatments(
            @Nullable String currency,
            @Nullable Map<String, String> actions,
            @Nullable Map<String, BigDecimal> budgets,
            @Nullable Map<String, BigDecimal> ceilings) {}

    /**
     * @param cost in the policy's currency, nothing unless given
     */
    record Cost(@Nullable BigDecimal cost) {}

    @PostMapping("/v1/value/rates")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt rates(@RequestBody Rates body, HttpServletRequest request) {
        return commands.send(
                new QuoteRates(
                        ValuePolicyId.FIRM,
                        given(body.currency(), "currency"),
                        given(body.rates(), "rates"),
                        body.hour() == null ? BigDecimal.ZERO : body.hour(),
                        clock.now()),
                origins.of(request, body));
    }

    @PostMapping("/v1/value/treatments")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt treatments(@RequestBody Treatments body, HttpServletRequest request) {
        Origin origin = origins.of(request, body);
        BigDecimal budget =
                given(body.budgets(), "budgets").values().stream()
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        authority.mayDecide(origin.actor(), new Money(budget, given(body.currency(), "currency")));
        return commands.send(
                new PrescribeTreatments(
                        ValuePolicyId.FIRM,
                        given(body.currency(), "currency"),
                        given(body.actions(), "actions"),
                        given(body.budgets(), "budgets"),
                        given(body.ceilings(), "ceilings"),
                        clock.now()),
                origin);
    }

    @GetMapping("/v1/value/policies")
    Policies policies() {
        return Policies.of(history.readStream(ValuePolicyId.FIRM.value()));
    }

    /** Records that the customer was treated as the newest policy asks for its class. */
    @PostMapping("/v1/customers/{id}/treatments")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt apply(@PathVariable String id, @RequestBody Cost body, HttpServletRequest request) {
        CustomerId customer = new CustomerId(id);
        Origin origin = origins.of(request, body);
        TreatmentsSet policy = policy();
        BigDecimal cost = body.cost() == null ? BigDecimal.ZERO : body.cost();
        authority.mayDecide(origin.actor(), new Money(cost, policy.currency()));
        return commands.send(
                new ApplyTreatment(
                        CustomerValueId.of(customer), customer, policy, cost, clock.now()),
                origin);
    }

    /** Records what followed, by the newest assessment. */
    @PostMapping("/v1/customers/{id}/treatments/{number}/results")
    Receipt conclude(
            @PathVariable String id, @PathVariable int number, HttpServletRequest request) {
        CustomerId customer = new CustomerId(id);
        return commands.send(
                new ConcludeTreatment(CustomerValueId.of(customer), customer, number, clock.now()),
                origins.of(request, null));
    }

    private TreatmentsSet policy() {
        TreatmentsSet newest = null;
        for (RecordedEvent event : history.readStream(ValuePolicyId.FIRM.value()))
            if (event.payload() instanceof TreatmentsSet e) newest = e;
        if (newest == null)
            throw Refusal.conflict(
                    "value.treatments-unset", "No treatments were laid down: do that first");
        return newest;
    }

    private static <T> T given(@Nullable T value, String name) {
        if (value == null) throw Refusal.invalid("data.incomplete", name + " is missing");
        return value;
    }
}
