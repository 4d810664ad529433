package dev.kehu.platform.live;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Set;

/**
 * That documents have changed, and can be read as they are now.
 *
 * @param subjects whose; null when it may be anybody's, as after a rebuild
 */
public record Moved(@Nullable Set<String> subjects) {
    public boolean concerns(Set<String> some) {
        return subjects == null || !Collections.disjoint(subjects, some);
    }
}
