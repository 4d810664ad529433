package dev.kehu.disclosure;

import dev.kehu.audit.api.AccessLog;
import dev.kehu.interaction.view.timeline.TimelineApi;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.reading.Compared;
import dev.kehu.platform.reading.Reader;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import java.util.List;

/** What an archive is made of. */
@Configuration(proxyBeanMethods = false)
class PartsConfiguration {
    @Bean
    @Order(1)
    Part viewsOfPerson(Reader reader, List<Compared<?>> views) {
        return new ShownViews(reader, views);
    }

    @Bean
    @Order(2)
    Part timelineOfPerson(TimelineApi timeline) {
        return new WholeTimeline(timeline);
    }

    @Bean
    @Order(3)
    Part sourcesOfPerson(EventHistory history) {
        return new Sources(history);
    }

    @Bean
    @Order(4)
    Part looksAtPerson(AccessLog log) {
        return new Looks(log);
    }

    @Bean
    @Order(100)
    Part eventsOfPerson(EventHistory history) {
        return new OpenedEvents(history);
    }
}
