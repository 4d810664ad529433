package dev.kehu.adapter;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/** Where views live: in a file of the data directory. */
@Configuration(proxyBeanMethods = false)
class ViewStoreConfiguration {

    @Bean(destroyMethod = "close")
    ViewStore viewStore(
            DataDirectory data, @Value("${kehu.views.commit-every:400ms}") Duration commitEvery) {
        return EmbeddedViewStore.open(data.file("views.mv"), commitEvery);
    }
}
