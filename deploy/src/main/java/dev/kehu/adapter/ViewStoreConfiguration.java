package dev.kehu.adapter;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.search.SearchDirectory;
import dev.kehu.platform.viewstore.MongoViewStore;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where views live: in a file of the data directory, which Mongo tools of this user can look at
 * meanwhile ({@code kehu.views.port}), or in a MongoDB ({@code kehu.views.uri}).
 */
@Configuration(proxyBeanMethods = false)
class ViewStoreConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ViewStoreConfiguration.class);

    @Bean(destroyMethod = "close")
    ViewStore viewStore(
            DataDirectory data,
            @Value("${kehu.views.commit-every:400ms}") Duration commitEvery,
            @Value("${kehu.views.port:#{null}}") @Nullable Integer port,
            @Value("${kehu.views.uri:#{null}}") @Nullable String uri,
            @Value("${kehu.views.database:kehu}") String database) {
        return uri == null
                ? embedded(data.file("views.mv"), commitEvery, port)
                : MongoViewStore.reach(uri, database);
    }

    private static ViewStore embedded(Path file, Duration commitEvery, @Nullable Integer port) {
        EmbeddedViewStore views = EmbeddedViewStore.openOrAnew(file, commitEvery);
        try {
            if (port != null) {
                LOG.info("The views answer Mongo tools at {}", views.serve(port));
            }
            return views;
        } catch (RuntimeException e) { // the port is taken
            views.close();
            throw e;
        }
    }

    @Bean
    SearchDirectory searchDirectory(DataDirectory data) {
        return new SearchDirectory(data.file("search"));
    }
}
