package dev.kehu.platform.queryside;

import dev.kehu.audit.api.ParkedSubjects;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.download.Downloads;
import dev.kehu.platform.download.TableFormat;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.live.LiveAnswers;
import dev.kehu.platform.live.LiveSettings;
import dev.kehu.platform.live.Streams;
import dev.kehu.platform.paging.KeptEvents;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewLifecycle;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.querybus.axonserver.ConfiguredQueries;
import dev.kehu.platform.reading.CustomerRoll;
import dev.kehu.platform.reading.Groups;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.search.SearchDirectory;
import dev.kehu.platform.search.SearchIndexes;
import dev.kehu.platform.search.Searchable;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.watch.Watch;
import dev.kehu.platform.watch.Watchdog;
import dev.kehu.privacy.api.Forgetful;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * Beans of the read side. Views are found by themselves; the view store, the history, the vault and
 * the stream of events come from whoever runs it.
 */
@Configuration(proxyBeanMethods = false)
class QuerySideConfiguration {

    @Bean
    ViewSettings viewSettings(
            @Value("${kehu.zone:UTC}") String zone,
            @Value("${kehu.views.batch:500}") int batch,
            @Value("${kehu.views.remembered:2000}") int remembered,
            @Value("${kehu.views.gathered:0}") long gathered) {
        return new ViewSettings(
                ZoneId.of(zone),
                batch,
                remembered,
                ViewSettings.gathered(gathered),
                ViewSettings.PATIENCE);
    }

    @Bean
    ViewPositions viewPositions() {
        return new ViewPositions();
    }

    @Bean(destroyMethod = "")
    Views views(
            List<Projection<?>> projections,
            ViewStore store,
            History history,
            Vault vault,
            StreamableMessageSource<TrackedEventMessage<?>> source,
            ViewPositions positions,
            ViewSettings settings) {
        return new Views(projections, store, history, vault, source, positions, settings);
    }

    @Bean
    SearchIndexes searchIndexes(
            List<Searchable<?>> searchables,
            ObjectProvider<SearchDirectory> root,
            History history,
            Vault vault,
            StreamableMessageSource<TrackedEventMessage<?>> source,
            ViewPositions positions,
            @Value("${kehu.search.commit-every:PT2S}") Duration commitEvery) {
        return new SearchIndexes(
                searchables,
                root.getIfAvailable(() -> new SearchDirectory(null)),
                history,
                vault,
                source,
                positions,
                commitEvery);
    }

    @Bean
    Rebuild rebuild(Views views, History history) {
        return new Rebuild(views, history, System::nanoTime);
    }

    @Bean
    Forgetful erasedInViews(
            Views views, ViewPositions positions, Rebuild rebuild, ViewStore store) {
        return new ErasedInViews(views, positions, rebuild, store);
    }

    @Bean
    ParkedSubjects parkedSubjects(Views views) {
        return new ParkedInViews(views);
    }

    @Bean
    ViewLifecycle viewLifecycle(Views views, Rebuild rebuild, History history) {
        return new ViewLifecycle(views, rebuild, history);
    }

    @Bean
    Watchdog watchdog(Views views, History history) {
        return new Watchdog(views, history);
    }

    @Bean
    Watch watch(Watchdog dog, @Value("${kehu.views.watch-every:6h}") Duration every) {
        return new Watch(dog, every);
    }

    @Bean
    KeptEvents keptEvents(
            History history, Vault vault, @Value("${kehu.past.bytes:16777216}") long bytes) {
        return new KeptEvents(history, vault, bytes);
    }

    @Bean
    Reader customerReader(
            Views views,
            History history,
            Vault vault,
            Groups groups,
            CustomerRoll roll,
            ViewPositions positions,
            KeptEvents events) {
        return new Reader(views, history, vault, groups, roll, positions, events);
    }

    @Bean
    Parameters viewParameters(ViewSettings settings) {
        return new Parameters(settings.zone());
    }

    @Bean
    Waiting waiting(Reader reader, ViewPositions positions) {
        return new Waiting(reader, positions, System::nanoTime);
    }

    @Bean
    Tables tables(ObjectProvider<TableFormat> further) {
        return new Tables(further.orderedStream().toList());
    }

    @Bean
    Downloads downloads() {
        return new Downloads();
    }

    /**
     * Own bus without transactions: reading needs none, and state.db has one connection. Updates go
     * through the bus's own emitter; the bean Axon makes of that name is another one.
     */
    @Bean
    QueryBus queryBus(Environment settings) {
        return ConfiguredQueries.of(
                settings,
                SimpleQueryBus.builder().transactionManager(NoTransactionManager.INSTANCE).build());
    }

    @Bean
    LiveSettings liveSettings(
            @Value("${kehu.live.streams:500}") int most,
            @Value("${kehu.live.streams-per-user:20}") int perUser,
            @Value("${kehu.live.heartbeat:15s}") Duration heartbeat,
            @Value("${kehu.live.look-again:PT30S}") Duration lookAgain,
            @Value("${kehu.live.list-every:PT1S}") Duration listEvery,
            @Value("${kehu.live.longest:15m}") Duration longest) {
        return new LiveSettings(most, perUser, heartbeat, lookAgain, listEvery, longest);
    }

    @Bean
    Streams liveStreams(LiveSettings settings) {
        return new Streams(settings);
    }

    @Bean
    LiveAnswers liveAnswers(QueryBus bus, Streams streams, LiveSettings settings) {
        return new LiveAnswers(bus, streams, settings, System::nanoTime);
    }
}
