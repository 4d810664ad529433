package dev.kehu.interaction.web;

import dev.kehu.interaction.api.InteractionCommand.ReceiveCustomerFile;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.platform.cloudevents.CloudEvent;
import dev.kehu.platform.cloudevents.CloudEventReader;
import dev.kehu.platform.cloudevents.Unreadable;
import dev.kehu.platform.commandbus.Origin;

import jakarta.annotation.PreDestroy;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Decides a batch: items about one customer, or with one key, in input order; all others at the
 * same time, so that they share the groups of the store. Each item stands for itself.
 */
@Component
class BatchIntake {
    private final Intake intake;
    private final CloudEventReader reader = new CloudEventReader();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    BatchIntake(Intake intake) {
        this.intake = intake;
    }

    private record Item(int index, CloudEvent event, Reading reading) {}

    /** Results in the order of the items. */
    List<ItemResult> take(List<byte[]> items, Origin origin) {
        @Nullable ItemResult[] results = new ItemResult[items.size()];
        Strands strands = new Strands();
        List<Item> readable = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            try {
                CloudEvent event = reader.structured(items.get(i));
                Item item = new Item(i, event, intake.read(event));
                readable.add(item);
                strands.join(keys(item));
            } catch (Unreadable e) {
                results[i] =
                        ItemResult.rejected(e.id(), e.source(), "event.malformed", e.getMessage());
            }
        }
        Map<String, List<Item>> byStrand = new LinkedHashMap<>();
        for (Item item : readable) {
            byStrand.computeIfAbsent(strands.of(keys(item).getFirst()), k -> new ArrayList<>())
                    .add(item);
        }
        await(
                byStrand.values().stream()
                        .map(
                                strand ->
                                        CompletableFuture.runAsync(
                                                () ->
                                                        strand.forEach(
                                                                item ->
                                                                        results[item.index()] =
                                                                                intake.take(
                                                                                        item
                                                                                                .event(),
                                                                                        item
                                                                                                .reading(),
                                                                                        origin)),
                                                threads))
                        .toList());
        return List.of(results);
    }

    private static List<String> keys(Item item) {
        List<String> keys = new ArrayList<>();
        keys.add(item.reading().delivery().interactionId().value());
        if (item.reading() instanceof Reading.Ready ready) {
            switch (ready.command()) {
                case RecordInteraction r -> keys.add(DeliveryReader.key(r.customer()));
                case ReceiveCustomerFile f -> {
                    keys.add(f.file().codeId().value());
                    f.file().contacts().forEach(contact -> keys.add(contact.contactId().value()));
                }
                default ->
                        throw new IllegalStateException(
                                "A channel sends interactions and customer files");
            }
        }
        return keys;
    }

    private static void await(List<CompletableFuture<Void>> strands) {
        try {
            CompletableFuture.allOf(strands.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @PreDestroy
    void close() {
        threads.close();
    }

    /** Joins keys that belong together (union-find). */
    private static final class Strands {
        private final Map<String, String> parents = new HashMap<>();

        void join(List<String> keys) {
            String first = of(keys.getFirst());
            keys.forEach(key -> parents.put(of(key), first));
        }

        String of(String key) {
            String parent = parents.getOrDefault(key, key);
            if (parent.equals(key)) {
                return key;
            }
            String root = of(parent);
            parents.put(key, root);
            return root;
        }
    }
}
