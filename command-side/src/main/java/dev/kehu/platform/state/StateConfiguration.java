package dev.kehu.platform.state;

import dev.kehu.platform.datadir.DataDirectory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the one connection to state.db. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {
    @Bean
    StateDatabase stateDatabase(DataDirectory data) {
        return StateDatabase.open(data);
    }
}
