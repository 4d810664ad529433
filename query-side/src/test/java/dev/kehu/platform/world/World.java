package dev.kehu.platform.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.platform.projection.ViewLifecycle;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.format.support.DefaultFormattingConversionService;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The whole read side over a story, on an embedded store; started and stopped at will. */
public final class World implements AutoCloseable {
    public final Story story;
    public final MarkingVault vault = new MarkingVault();
    public final FaultyStore store;
    public final ConcurrentMap<String, String> codes = new ConcurrentHashMap<>();
    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext();

    public World(Story story, ViewStore store, int batch, Class<?>... further) {
        this(story, store, batch, 0, further);
    }

    /**
     * @param gathered bytes a rebuild may fill before it writes; 0: as many as usual
     */
    public World(Story story, ViewStore store, int batch, long gathered, Class<?>... further) {
        this.story = story;
        this.store = new FaultyStore(store);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "test",
                                Map.of(
                                        "kehu.views.gathered",
                                        gathered,
                                        "kehu.views.batch",
                                        batch,
                                        "kehu.views.watch-every",
                                        "PT0S",
                                        "kehu.live.heartbeat",
                                        "PT15S",
                                        "kehu.live.longest",
                                        "PT15M")));
        context.getBeanFactory().setConversionService(new DefaultFormattingConversionService());
        context.registerBean(Story.class, () -> story);
        context.registerBean(MarkingVault.class, () -> vault);
        context.registerBean(
                ViewStore.class,
                () -> this.store,
                definition -> definition.setDestroyMethodName(""));
        context.registerBean(CustomerLookup.class, Codes::new);
        for (Class<?> each : further) context.registerBean(each);
        context.scan(
                "dev.kehu.customer.view",
                "dev.kehu.interaction.view",
                "dev.kehu.value.view",
                "dev.kehu.privacy.view",
                "dev.kehu.audit.view",
                "dev.kehu.platform.queryside",
                "dev.kehu.platform.answer");
        context.refresh();
    }

    /** Started, over an empty story and a store in memory. */
    public static World fresh(int batch, Class<?>... further) {
        return new World(new Story("story"), EmbeddedViewStore.inMemory(), batch, further);
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** All beans of a type. */
    public <T> Collection<T> all(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public Views views() {
        return get(Views.class);
    }

    /** Waits until every view has reached the head. */
    public World settled() {
        assertThat(get(ViewPositions.class).await(story.head(), Duration.ofSeconds(20)))
                .as(() -> "views at the head: " + views().status())
                .isTrue();
        return this;
    }

    /** Stops the views; the store stays open, for another world. */
    public void stop() {
        get(ViewLifecycle.class).stop();
    }

    @Override
    public void close() {
        context.close();
        store.close();
    }

    private final class Codes implements CustomerLookup {
        @Override
        public Optional<CustomerId> byCode(String code) {
            return Optional.ofNullable(codes.get(code)).map(CustomerId::new);
        }

        @Override
        public Optional<CustomerId> byContact(String text) {
            return byCode(text);
        }

        @Override
        public boolean isErased(CustomerId customer) {
            return false;
        }
    }
}
