package dev.kehu.interaction.web;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.customer.api.CustomerReference.ByCode;
import dev.kehu.customer.api.CustomerReference.ByContact;
import dev.kehu.customer.api.Identification;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Decides a batch: items about one customer, or with one key, in input order; all others at the
 * same time, so that they share the groups of the store. Each item stands for itself: those that
 * are appended as one are taken one by one where that fails.
 */
@Component
class BatchIntake {
    private final Intake intake;
    private final Identification customers;
    private final CloudEventReader reader = new CloudEventReader();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    BatchIntake(Intake intake, Identification customers) {
        this.intake = intake;
        this.customers = customers;
    }

    /** Whom references meant when the batch came; each is asked for once, however often named. */
    private record Known(Identification customers, Map<String, Optional<CustomerId>> owners) {
        Known(Identification customers) {
            this(customers, new HashMap<>());
        }

        Optional<CustomerId> owner(CustomerReference reference) {
            return owners.computeIfAbsent(
                    DeliveryReader.key(reference), key -> customers.known(reference));
        }
    }

    /** Results in the order of the items. */
    List<ItemResult> take(List<byte[]> items, Origin origin) {
        @Nullable ItemResult[] results = new ItemResult[items.size()];
        List<BatchItem> readable = read(items, results);
        Known known = new Known(customers);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        List<List<BatchItem>> plain = new ArrayList<>();
        for (List<BatchItem> strand : strands(readable, known)) {
            if (strand.stream().allMatch(item -> isPlain(item, known))) {
                plain.add(strand);
            } else {
                running.add(
                        CompletableFuture.runAsync(() -> take(strand, results, origin), threads));
            }
        }
        for (List<List<BatchItem>> lane : new Lanes(plain).all()) {
            running.add(
                    CompletableFuture.runAsync(
                            () -> lane.forEach(part -> together(part, results, origin)), threads));
        }
        await(running);
        return List.of(results);
    }

    /** Nothing is opened, registered or kept for it: many of these go into one append. */
    private static boolean isPlain(BatchItem item, Known known) {
        return item.interaction().flatMap(i -> known.owner(i.customer())).isPresent();
    }

    private void together(List<BatchItem> part, @Nullable ItemResult[] results, Origin origin) {
        Optional<List<ItemResult>> all = intake.together(part, origin);
        if (all.isEmpty()) {
            take(part, results, origin);
            return;
        }
        for (int i = 0; i < part.size(); i++) {
            results[part.get(i).index()] = all.get().get(i);
        }
    }

    private List<BatchItem> read(List<byte[]> items, @Nullable ItemResult[] results) {
        List<BatchItem> readable = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            try {
                CloudEvent event = reader.structured(items.get(i));
                Reading reading = intake.read(event);
                readable.add(new BatchItem(i, event, reading, references(reading)));
            } catch (Unreadable e) {
                results[i] =
                        ItemResult.rejected(e.id(), e.source(), "event.malformed", e.getMessage());
            }
        }
        return readable;
    }

    private void take(List<BatchItem> strand, @Nullable ItemResult[] results, Origin origin) {
        for (BatchItem item : strand) {
            results[item.index()] = intake.take(item.event(), item.reading(), origin);
        }
    }

    /**
     * Who one item calls by code and another by address may be one customer: asked where kinds are
     * mixed.
     */
    private static List<List<BatchItem>> strands(List<BatchItem> items, Known known) {
        boolean mixed =
                items.stream()
                                .flatMap(i -> i.references().stream())
                                .map(BatchIntake::wayOfCalling)
                                .distinct()
                                .count()
                        > 1;
        Strands<BatchItem> strands = new Strands<>();
        for (BatchItem item : items) {
            List<String> keys = new ArrayList<>();
            keys.add(item.stream());
            for (CustomerReference reference : item.references()) {
                keys.add(DeliveryReader.key(reference));
                if (mixed) {
                    known.owner(reference).ifPresent(owner -> keys.add(owner.value()));
                }
            }
            strands.add(item, keys);
        }
        return strands.all();
    }

    /** Ids are one way, codes another; each address is a way of its own. */
    private static Object wayOfCalling(CustomerReference reference) {
        return reference instanceof ByContact contact ? contact.contactId() : reference.getClass();
    }

    private static List<CustomerReference> references(Reading reading) {
        if (!(reading instanceof Reading.Ready ready)) {
            return List.of();
        }
        return switch (ready.command()) {
            case RecordInteraction r -> List.of(r.customer());
            case ReceiveCustomerFile f -> {
                List<CustomerReference> references = new ArrayList<>();
                references.add(new ByCode(f.file().codeId()));
                f.file()
                        .contacts()
                        .forEach(
                                c ->
                                        references.add(
                                                new ByContact(
                                                        c.contactId(),
                                                        c.contact(),
                                                        f.file().fresh())));
                yield references;
            }
            default ->
                    throw new IllegalStateException(
                            "A channel sends interactions and customer files");
        };
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
}
