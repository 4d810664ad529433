package dev.kehu.privacy.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.ConsentCommand.ApproveMessage;
import dev.kehu.privacy.api.ConsentCommand.GrantConsent;
import dev.kehu.privacy.api.ConsentCommand.WithdrawConsent;
import dev.kehu.privacy.api.ConsentEvent;
import dev.kehu.privacy.api.ConsentEvent.ConsentGranted;
import dev.kehu.privacy.api.ConsentEvent.ConsentWithdrawn;
import dev.kehu.privacy.api.ConsentEvent.MessageApproved;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one customer allows, as far as decisions need it. A withdrawal ends every grant given before
 * it, whichever became known first.
 *
 * @param grants by number, from 1
 * @param sent messages of the last seven days
 */
record ConsentState(Map<Long, Grant> grants, List<Withdrawal> withdrawals, List<Sent> sent) {
    static final ConsentState NONE = new ConsentState(Map.of(), List.of(), List.of());

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Set<String> BASES = Set.of("consent", "contract", "legitimate-interest");

    record Grant(String purpose, String channel, Instant at) {}

    record Withdrawal(@Nullable String purpose, @Nullable String channel, Instant at) {
        boolean ends(Grant grant) {
            return (purpose == null || purpose.equals(grant.purpose()))
                    && (channel == null || channel.equals(grant.channel()))
                    && !at.isBefore(grant.at());
        }
    }

    record Sent(String channel, Instant at) {}

    List<ConsentEvent> decide(GrantConsent c) {
        word("purpose", c.purpose());
        word("channel", c.channel());
        word("form", c.form());
        if (!BASES.contains(c.basis())) {
            throw Refusal.invalid(
                    "consent.basis", "basis is consent, contract or legitimate-interest");
        }
        if (c.textVersion().isBlank()) {
            throw Refusal.invalid(
                    "consent.unproven", "Name the version of the text the customer was shown");
        }
        return List.of(
                new ConsentGranted(
                        c.consentId(),
                        c.customerId(),
                        grants.size() + 1L,
                        c.purpose(),
                        c.channel(),
                        c.basis(),
                        c.textVersion(),
                        c.form(),
                        c.evidence(),
                        c.occurredAt()));
    }

    List<ConsentEvent> decide(WithdrawConsent c) {
        if (c.purpose() != null) {
            word("purpose", c.purpose());
        }
        if (c.channel() != null) {
            word("channel", c.channel());
        }
        return List.of(
                new ConsentWithdrawn(
                        c.consentId(),
                        c.customerId(),
                        c.purpose(),
                        c.channel(),
                        c.reason(),
                        c.occurredAt()));
    }

    /**
     * @param all by id of stream: what everybody allows who is the same person
     */
    static List<ConsentEvent> decide(ApproveMessage c, Map<String, ConsentState> all) {
        word("purpose", c.purpose());
        word("channel", c.channel());
        String consent = c.consent();
        if (consent == null || consent.isBlank()) {
            throw Refusal.invalid(
                    "consent.missing", "Name the consent this message relies on; nothing was sent");
        }
        allowed(c, granted(consent, all), all);
        if (c.limits().quiet()) {
            throw Refusal.conflict(
                    "message.quiet-hours", "No message leaves in the quiet hours; send it later");
        }
        long week =
                all.values().stream()
                        .flatMap(state -> state.sent().stream())
                        .filter(each -> each.channel().equals(c.channel()))
                        .filter(each -> each.at().isAfter(c.occurredAt().minus(WEEK)))
                        .count();
        if (c.limits().aWeek() > 0 && week >= c.limits().aWeek()) {
            throw Refusal.conflict(
                    "message.too-many",
                    "This person got as many messages on this channel in seven days as may be");
        }
        return List.of(
                new MessageApproved(
                        c.consentId(),
                        c.customerId(),
                        c.purpose(),
                        c.channel(),
                        consent,
                        c.occurredAt()));
    }

    private static Grant granted(String consent, Map<String, ConsentState> all) {
        int dot = consent.lastIndexOf('.');
        ConsentState state = all.get(dot < 0 ? consent : consent.substring(0, dot));
        String number = consent.substring(dot + 1);
        Grant grant =
                state == null || !number.matches("\\d{1,9}")
                        ? null
                        : state.grants().get(Long.valueOf(number));
        if (grant == null) {
            throw Refusal.unknown("consent.unknown", "This customer has no such consent");
        }
        return grant;
    }

    private static void allowed(ApproveMessage c, Grant grant, Map<String, ConsentState> all) {
        if (!grant.purpose().equals(c.purpose()) || !grant.channel().equals(c.channel())) {
            throw Refusal.conflict(
                    "consent.not-for-this", "This consent is for another purpose or channel");
        }
        boolean ended =
                all.values().stream()
                        .flatMap(state -> state.withdrawals().stream())
                        .anyMatch(each -> each.ends(grant));
        if (ended || grant.at().isAfter(c.occurredAt())) {
            throw Refusal.conflict("consent.withdrawn", "This consent does not hold any more");
        }
    }

    private static void word(String name, String text) {
        if (!WORD.matcher(text).matches()) {
            throw Refusal.invalid(
                    "consent.word",
                    name + " is one word of small letters, digits and hyphens, at most 40");
        }
    }

    ConsentState evolve(ConsentEvent event) {
        return switch (event) {
            case ConsentGranted e -> {
                Map<Long, Grant> all = new TreeMap<>(grants);
                all.put(e.number(), new Grant(e.purpose(), e.channel(), e.occurredAt()));
                yield new ConsentState(all, withdrawals, sent);
            }
            case ConsentWithdrawn e -> {
                List<Withdrawal> all = new ArrayList<>(withdrawals);
                all.add(new Withdrawal(e.purpose(), e.channel(), e.occurredAt()));
                yield new ConsentState(grants, all, sent);
            }
            case MessageApproved e -> {
                List<Sent> all = new ArrayList<>(sent);
                all.removeIf(each -> !each.at().isAfter(e.occurredAt().minus(WEEK)));
                all.add(new Sent(e.channel(), e.occurredAt()));
                yield new ConsentState(grants, withdrawals, all);
            }
        };
    }
}
