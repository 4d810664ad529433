package dev.kehu.privacy.view.consents;

import dev.kehu.platform.reading.Face;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a customer allows, as readers get it.
 *
 * @param granted the answer, where one purpose and channel was asked for
 */
record ConsentsAnswer(
        String id,
        @Nullable Boolean granted,
        List<Item> consents,
        long position,
        long storePosition,
        long behind) {

    /**
     * What was said last.
     *
     * @param id {@code newsletter|email}; a star is every purpose, or every channel
     * @param granted whether a message may rely on it, a later word on everything counted
     * @param consent what a message names
     * @param evidence where the proof is, or why it was withdrawn; null where erased
     */
    record Item(
            String id,
            boolean granted,
            Instant since,
            Instant recordedAt,
            @Nullable String consent,
            @Nullable String basis,
            @Nullable String textVersion,
            @Nullable String form,
            @Nullable String evidence) {}

    static ConsentsAnswer of(Face<Consents> face, @Nullable Boolean granted) {
        Consents view = face.view();
        UnaryOperator<@Nullable String> texts = face.texts();
        List<Item> items = new ArrayList<>();
        view.said()
                .forEach(
                        (key, said) -> {
                            String[] parts = key.split("\\|", 2);
                            items.add(
                                    new Item(
                                            key,
                                            view.granted(parts[0], parts[1]),
                                            said.since(),
                                            said.recordedAt(),
                                            said.consent(),
                                            said.basis(),
                                            said.textVersion(),
                                            said.form(),
                                            texts.apply(said.evidence())));
                        });
        return new ConsentsAnswer(
                view.id(),
                granted,
                items,
                face.freshness().position(),
                face.freshness().storePosition(),
                face.freshness().behind());
    }
}
