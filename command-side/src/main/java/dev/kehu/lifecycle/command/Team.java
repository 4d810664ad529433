package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationEvent.RoleAuthorised;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who may decide what.
 *
 * @param members role by user
 * @param limits by role: up to which amount it may decide
 */
record Team(String sponsor, Map<String, String> members, Map<String, Money> limits) {
    static final Team NOBODY = new Team("", Map.of(), Map.of());

    Team with(RoleAuthorised e) {
        Map<String, Money> more = new TreeMap<>(limits);
        more.put(e.role(), e.limit());
        return new Team(sponsor, members, more);
    }

    boolean has(String role) {
        return members.containsValue(role);
    }

    void takesPart(String user) {
        if (!user.equals(sponsor) && !members.containsKey(user))
            throw forbidden(
                    "lifecycle.no-authority",
                    "Whoever decides here is the sponsor or in the team; neither is who is named");
    }

    void isSponsor(String user) {
        if (!user.equals(sponsor))
            throw forbidden("lifecycle.not-sponsor", "Only the sponsor may decide this");
    }

    /** A role without a limit decides what costs nothing. */
    void mayDecide(String user, @Nullable Money spends) {
        takesPart(user);
        if (spends != null && !grants(user, spends)) throw beyondAuthority();
    }

    /** Whether anything is said here about what the user may spend. */
    boolean binds(String user) {
        return user.equals(sponsor) || limit(user) != null;
    }

    boolean grants(String user, Money spends) {
        if (user.equals(sponsor)) return true;
        Money limit = limit(user);
        return limit != null
                && limit.currency().equals(spends.currency())
                && spends.value().compareTo(limit.value()) <= 0;
    }

    private @Nullable Money limit(String user) {
        String role = members.get(user);
        return role == null ? null : limits.get(role);
    }

    static Refusal beyondAuthority() {
        return forbidden(
                "lifecycle.beyond-authority",
                "This is more than the role may decide; ask the sponsor, or have it authorised");
    }

    private static Refusal forbidden(String code, String detail) {
        return Refusal.of(Refusal.Kind.FORBIDDEN, code, detail);
    }
}
