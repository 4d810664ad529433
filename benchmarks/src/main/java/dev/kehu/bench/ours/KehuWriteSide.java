package dev.kehu.bench.ours;

import dev.kehu.bench.postgres.Database;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerReference.ByCode;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.Facts;
import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.datadir.DataDirectory;

import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The whole write side on a data directory of its own, without HTTP and without views. */
public final class KehuWriteSide implements AutoCloseable {
    private static final Origin CHANNEL = Origin.of("channel");
    private static final long WAIT_NANOS = 200_000_000;

    private final DataDirectory directory;
    private final ConfigurableApplicationContext context;
    private final Commands commands;
    private final StreamIds ids;
    private final Interactions data;

    private KehuWriteSide(
            DataDirectory directory, ConfigurableApplicationContext context, Interactions data) {
        this.directory = directory;
        this.context = context;
        this.data = data;
        commands = context.getBean(Commands.class);
        ids = context.getBean(StreamIds.class);
    }

    /** Not marked as a configuration: the program's own scan must pass it by. */
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @ComponentScan(
            basePackages = "dev.kehu",
            excludeFilters = @Filter(type = FilterType.CUSTOM, classes = OutsideTheWriteSide.class))
    static class Parts {}

    /** With the events in SQLite. */
    public static KehuWriteSide open(Path path, Interactions data) {
        return open(path, data, List.of());
    }

    /** With the events in PostgreSQL. */
    public static KehuWriteSide onPostgres(Path path, Interactions data, Database database) {
        return open(
                path,
                data,
                List.of(
                        "--kehu.store=postgres",
                        "--kehu.postgres.url=" + database.url(),
                        "--kehu.postgres.user=" + database.user(),
                        "--kehu.postgres.password=" + database.password()));
    }

    private static KehuWriteSide open(Path path, Interactions data, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("--logging.config=classpath:logback.xml");
        // no views here, so the readiness group cannot name them
        all.add("--management.endpoint.health.validate-group-membership=false");
        DataDirectory directory = DataDirectory.open(path);
        ApplicationContextInitializer<GenericApplicationContext> bean =
                context -> {
                    context.getBeanFactory().registerSingleton("dataDirectory", directory);
                    context.getBeanFactory().registerSingleton("parkedSubjects", new NoViews());
                };
        try {
            return new KehuWriteSide(
                    directory,
                    new SpringApplicationBuilder(Parts.class)
                            .web(WebApplicationType.NONE)
                            .initializers(bean)
                            .run(all.toArray(String[]::new)),
                    data);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Waits until everything that follows the events has seen those that are recorded. */
    public void follow() {
        var all = context.getBean(Configuration.class).eventProcessingConfiguration();
        while (!all.eventProcessors().values().stream().allMatch(KehuWriteSide::followed)) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    /** Lets everything that follows the events begin behind those that are recorded. */
    public void skipToHead() {
        var all = context.getBean(Configuration.class).eventProcessingConfiguration();
        TrackingToken head = context.getBean(EventStore.class).createHeadToken();
        all.eventProcessors()
                .forEach(
                        (name, processor) -> {
                            if (processor instanceof StreamingEventProcessor) {
                                TokenStore tokens = all.tokenStore(name);
                                processor.shutDown();
                                for (int segment : tokens.fetchSegments(name)) {
                                    tokens.storeToken(head, name, segment);
                                }
                                processor.start();
                            }
                        });
    }

    private static boolean followed(EventProcessor processor) {
        if (!(processor instanceof StreamingEventProcessor streaming)) {
            return true;
        }
        var segments = streaming.processingStatus().values();
        return !segments.isEmpty() && segments.stream().allMatch(EventTrackerStatus::isCaughtUp);
    }

    /** A part of it. */
    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** Registers one customer under its code. */
    public void register(long customer) {
        var event = data.registered((int) customer);
        String code = Interactions.code((int) customer);
        commands.send(
                new RegisterCustomer(
                        ids.freshCustomer(),
                        ids.code(code),
                        code,
                        String.valueOf(event.name()),
                        event.type(),
                        List.of(),
                        event.occurredAt()),
                CHANNEL);
    }

    /** Records interaction n for its customer, known by code; returns when it is on the disk. */
    public void record(long n) {
        String id = Long.toString(n);
        Delivery delivery = new Delivery(stream(n), "/bench", id, ids.fingerprint(id));
        ByCode customer = new ByCode(ids.code(Interactions.code(data.customer(n))));
        commands.send(new RecordInteraction(delivery, customer, data.facts(n)), CHANNEL);
    }

    private InteractionId stream(long n) {
        return ids.interaction("/bench", Long.toString(n));
    }

    /** Adds note n to an interaction that is recorded; returns when it is on the disk. */
    public void annotate(long interaction, long n) {
        Facts facts = data.facts(n);
        commands.send(
                new AnnotateInteraction(
                        stream(interaction),
                        facts.summary(),
                        Interactions.NOTE_TAGS,
                        facts.occurredAt()),
                CHANNEL);
    }

    @Override
    public void close() {
        context.close();
        directory.close();
    }
}
