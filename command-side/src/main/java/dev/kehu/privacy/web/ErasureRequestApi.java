package dev.kehu.privacy.web;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.privacy.process.approval.SecondPerson;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Erasures that one person asks for and another one decides on. */
@RestController
class ErasureRequestApi {
    private static final int MOST = 500;

    private final SecondPerson second;
    private final Origins origins;

    ErasureRequestApi(SecondPerson second, Origins origins) {
        this.second = second;
        this.origins = origins;
    }

    record Why(@Nullable String reason) {}

    /**
     * @param position of the request that is meant, as the list shows it; needed where there was
     *     more than one about the customer
     */
    record Meant(@Nullable Long position) {}

    /** Those nobody has decided on. */
    @GetMapping("/v1/privacy/erasure-requests")
    SecondPerson.Page waiting(@RequestParam(defaultValue = "0") long after) {
        return second.waiting(after, MOST);
    }

    @PostMapping("/v1/customers/{id}/erasure-requests")
    Receipt ask(
            @PathVariable String id, @RequestBody PrivacyApi.Why body, HttpServletRequest request) {
        return second.ask(body.asked(id), origins.of(request, body));
    }

    /** Never by who asked; answers as the erasure itself does. */
    @PostMapping("/v1/customers/{id}/erasure-requests/approval")
    ResponseEntity<PrivacyApi.Answer> approve(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Meant body,
            HttpServletRequest request) {
        return PrivacyApi.answer(
                second.approve(
                        new CustomerId(id),
                        body == null ? null : body.position(),
                        origins.of(request, body),
                        PrivacyApi.PATIENCE));
    }

    @PostMapping("/v1/customers/{id}/erasure-requests/refusal")
    Receipt decline(@PathVariable String id, @RequestBody Why body, HttpServletRequest request) {
        return second.decline(new CustomerId(id), body.reason(), origins.of(request, body));
    }

    /** By who asked alone. */
    @PostMapping("/v1/customers/{id}/erasure-requests/withdrawal")
    Receipt withdraw(@PathVariable String id, @RequestBody Why body, HttpServletRequest request) {
        return second.withdraw(new CustomerId(id), body.reason(), origins.of(request, body));
    }
}
