package dev.kehu.platform.answer;

import dev.kehu.audit.api.Access;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Whom the answer to a request shows, gathered on the request's own thread by lists as they make
 * their rows. Where nobody asked to be told, or there is no request, telling does nothing.
 */
public final class Shown {
    private static final String PLACE = Shown.class.getName();

    private final List<String> first = new ArrayList<>();
    private final MessageDigest all = sha256();
    private final @Nullable Set<String> known;
    private long count;

    private Shown(@Nullable Set<String> known) {
        this.known = known;
    }

    /** Begins to gather for the request of this thread. */
    public static Shown gather() {
        return gather(new Shown(null));
    }

    /** As {@link #gather}, for an answer that shows the same customers again and again. */
    public static Shown gatherEachOnce() {
        return gather(new Shown(new HashSet<>()));
    }

    private static Shown gather(Shown shown) {
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(PLACE, shown, RequestAttributes.SCOPE_REQUEST);
        return shown;
    }

    /** The answer will show this customer. */
    public static void customer(String id) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        @Nullable Object place =
                request == null
                        ? null
                        : request.getAttribute(PLACE, RequestAttributes.SCOPE_REQUEST);
        if (place instanceof Shown shown) shown.add(id);
    }

    /** User name of who asks on this thread, or nobody's. */
    public static String reader() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes of
                        && of.getRequest().getUserPrincipal() != null
                ? of.getRequest().getUserPrincipal().getName()
                : "";
    }

    private void add(String id) {
        if (known != null && !known.add(id)) return;
        count++;
        all.update((id + "\n").getBytes(StandardCharsets.UTF_8));
        if (first.size() < Access.LISTED) first.add(id);
    }

    public boolean nobody() {
        return count == 0;
    }

    /** What was gathered since the last time. */
    public Access taken(Instant at, String actor, String view, String purpose) {
        String digest = HexFormat.of().formatHex(all.digest());
        Access access =
                new Access(
                        at,
                        actor,
                        view,
                        purpose,
                        List.copyOf(first),
                        count,
                        count > first.size() ? digest : null);
        first.clear();
        count = 0;
        return access;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
