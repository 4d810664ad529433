package dev.kehu.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Keys of an old backup, and a history that says what of them is gone. */
class ErasedSubjectsTest {
    private static final byte[] TEXT = "said".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path directory;

    private static void add(ErasedSubjects erased, String name, String payload) {
        erased.add(name, payload.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void destroysPeopleAndWhatWasSaidAlone() {
        MasterKeys masters = MasterKeys.open(directory.resolve("master.keys"), true);
        try (SubjectKeys keys = SubjectKeys.open(directory.resolve("keys.db"), masters)) {
            Envelope envelope = new Envelope(keys);
            List<String> said =
                    List.of("customer-1", "customer-2", "customer-3", "customer-4").stream()
                            .map(each -> envelope.seal(each, Category.CONTENT, "place", TEXT))
                            .toList();
            String name = envelope.seal("customer-2", Category.OTHER, "place", TEXT);
            keys.makeDurable(Set.of("customer-1", "customer-2", "customer-3", "customer-4"), 1);
            var erased = new ErasedSubjects();
            add(erased, "privacy.erasure-decided", "{\"customers\":[\"customer-1\"]}");
            String ids = "{\"erasureId\":\"erasure-1\",\"keys\":[\"%s\"]}";
            add(
                    erased,
                    "privacy.texts-erasure-finished",
                    ids.formatted(Envelope.keyOf(said.get(1))));
            add(erased, "privacy.texts-keys-divided", ids.formatted(Envelope.keyOf(said.get(2))));
            add(erased, "privacy.subjects-erased", "{\"subjects\":[\"contact-1\"]}");
            add(erased, "customer.opened", "{\"customers\":[\"customer-4\"]}");
            erased.destroyIn(keys, 2);
            assertThat(said.stream().map(envelope::opens))
                    .containsExactly(false, false, false, true);
            assertThat(envelope.open("place", name)).isEqualTo(TEXT);
            assertThat(erased.subjects()).containsExactlyInAnyOrder("customer-1", "contact-1");
        }
    }
}
