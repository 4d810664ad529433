package dev.kehu.customer.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.platform.address.StreamIds;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** Answers the read side from the claims. */
@Component
class Lookup implements CustomerLookup {
    private final Claims claims;
    private final StreamIds ids;

    Lookup(Claims claims, StreamIds ids) {
        this.claims = claims;
        this.ids = ids;
    }

    @Override
    public Optional<CustomerId> byCode(String code) {
        return claims.of(ids.code(code));
    }

    @Override
    public boolean isErased(CustomerId customer) {
        return claims.erased(customer);
    }

    @Override
    public Optional<CustomerId> byContact(String text) {
        return ids.candidates(text).stream().flatMap(id -> claims.of(id).stream()).findFirst();
    }
}
