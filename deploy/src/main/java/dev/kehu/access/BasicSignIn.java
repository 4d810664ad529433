package dev.kehu.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import java.util.List;

/** Turns a user name and a password into an account with its one role. */
final class BasicSignIn implements AuthenticationProvider {
    private final Accounts accounts;

    BasicSignIn(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        @Nullable Object password = asked.getCredentials();
        Role role =
                accounts.verify(asked.getName(), password == null ? "" : password.toString())
                        .orElseThrow(() -> new BadCredentialsException("wrong user or password"));
        return UsernamePasswordAuthenticationToken.authenticated(
                asked.getName(), null, List.of(new SimpleGrantedAuthority("ROLE_" + role.name())));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
