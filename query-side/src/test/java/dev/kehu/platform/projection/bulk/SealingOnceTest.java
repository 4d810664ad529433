package dev.kehu.platform.projection.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.world.MarkingVault;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealingOnceTest {
    private int seals;
    private final MarkingVault keys = new MarkingVault();
    private final Vault once = new SealingOnce(new Counting());

    @Test
    void sealsTheSameTextOnce() {
        String text = new String("said");
        String sealed = once.sealUnlessErased("customer-a", Category.CONTENT, text);
        assertThat(once.sealUnlessErased("customer-a", Category.CONTENT, text)).isEqualTo(sealed);
        assertThat(seals).isEqualTo(1);
    }

    @Test
    void sealsWhatOnlySoundsAlikeAgain() {
        once.sealUnlessErased("customer-a", Category.CONTENT, new String("said"));
        once.sealUnlessErased("customer-a", Category.CONTENT, new String("said"));
        assertThat(seals).isEqualTo(2);
    }

    @Test
    void neverTakesTheKeyOfSomebodyElse() {
        String text = "said";
        String sealed = once.sealUnlessErased("customer-a", Category.CONTENT, text);
        assertThat(once.sealUnlessErased("customer-b", Category.CONTENT, text))
                .isNotEqualTo(sealed);
    }

    private final class Counting implements Vault {
        @Override
        public String seal(String subject, Category category, String text) {
            seals++;
            return keys.seal(subject, category, text);
        }

        @Override
        public @Nullable String sealUnlessErased(String subject, Category category, String text) {
            seals++;
            return keys.sealUnlessErased(subject, category, text);
        }

        @Override
        public @Nullable String open(String sealed) {
            return keys.open(sealed);
        }

        @Override
        public long erasures() {
            return keys.erasures();
        }
    }
}
