package dev.kehu.platform.world;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Vault;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A vault that only marks what it sealed, and can forget a subject, or lose its key. */
public final class MarkingVault implements Vault {
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
    private final Set<String> forgottenOnceSealed = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toFail = new AtomicInteger();
    private final AtomicLong erasures = new AtomicLong();

    @Override
    public String seal(String subject, Category category, String text) {
        if (toFail.getAndUpdate(n -> Math.max(0, n - 1)) > 0)
            throw new IllegalStateException("No keys (as the test asked)");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (forgottenOnceSealed.remove(subject)) forget(subject);
        return "sealed:" + subject + ":" + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public @Nullable String sealUnlessErased(String subject, Category category, String text) {
        return forgotten.contains(subject) ? null : seal(subject, category, text);
    }

    @Override
    public @Nullable String open(String sealed) {
        String[] parts = sealed.split(":");
        if (parts.length < 2 || !parts[0].equals("sealed"))
            throw new IllegalStateException("This text was not sealed");
        if (lost.contains(parts[1]))
            throw new IllegalStateException("This key is neither there nor erased");
        if (forgotten.contains(parts[1])) return null;
        byte[] bytes = Base64.getDecoder().decode(parts.length == 2 ? "" : parts[2]);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The next seals throw, as when the keys cannot be read. */
    public void failSeals(int count) {
        toFail.set(count);
    }

    public void forget(String subject) {
        forgotten.add(subject);
        erasures.incrementAndGet();
    }

    @Override
    public long erasures() {
        return erasures.get();
    }

    /** As when a part of what there is was erased, of whomever; what was sealed still opens. */
    public void erasesSomething() {
        erasures.incrementAndGet();
    }

    /** Forgets the subject right after the next seal for it. */
    public void forgetOnceSealed(String subject) {
        forgottenOnceSealed.add(subject);
    }

    /** What was sealed for the subject cannot be opened; nothing says why. */
    public void loseKey(String subject) {
        lost.add(subject);
    }
}
