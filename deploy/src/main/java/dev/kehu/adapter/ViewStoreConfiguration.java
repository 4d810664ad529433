package dev.kehu.adapter;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.search.SearchDirectory;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/**
 * Where views live: in a file of the data directory. With {@code kehu.views.port} Mongo tools of
 * this user can look at them meanwhile.
 */
@Configuration(proxyBeanMethods = false)
class ViewStoreConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ViewStoreConfiguration.class);

    @Bean(destroyMethod = "close")
    ViewStore viewStore(
            DataDirectory data,
            @Value("${kehu.views.commit-every:400ms}") Duration commitEvery,
            @Value("${kehu.views.port:#{null}}") @Nullable Integer port) {
        EmbeddedViewStore views = EmbeddedViewStore.openOrAnew(data.file("views.mv"), commitEvery);
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
