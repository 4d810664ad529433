package dev.kehu.adapter;

import dev.kehu.kernel.History;
import dev.kehu.platform.analysis.Analysis;
import dev.kehu.platform.analysis.AnalysisSettings;
import dev.kehu.platform.analysis.Content;
import dev.kehu.platform.analysis.PostgresTables;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.analysis.lists.ParquetLists;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.download.TableFormat;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/** Where the analysts' copy lives. Its thread begins once requests are accepted. */
@Configuration(proxyBeanMethods = false)
class AnalysisConfiguration {

    @Bean
    AnalysisSettings analysisSettings(
            DataDirectory data,
            Limits limits,
            @Value("${kehu.analysis.start-after:15s}") Duration startAfter,
            @Value("${kehu.analysis.every:1s}") Duration every,
            @Value("${kehu.analysis.parquet-every:0s}") Duration parquetEvery) {
        return new AnalysisSettings(
                data.file("analysis"),
                data.file("native"),
                startAfter,
                every,
                parquetEvery,
                limits);
    }

    @Bean
    Limits analysisLimits(
            @Value("${kehu.analysis.memory:256MB}") String memory,
            @Value("${kehu.analysis.threads:1}") int threads,
            @Value("${kehu.analysis.time:30s}") Duration time,
            @Value("${kehu.analysis.rows:10000000}") long rows,
            @Value("${kehu.analysis.bytes:1073741824}") long bytes,
            @Value("${kehu.analysis.at-once:2}") int atOnce) {
        return new Limits(memory, threads, time, rows, bytes, atOnce);
    }

    @Bean
    TableFormat parquetLists(AnalysisSettings settings) {
        return new ParquetLists(settings.folder().resolve("lists"), settings.nativeFolder());
    }

    @Bean(destroyMethod = "close")
    Analysis analysis(AnalysisSettings settings, Content content, History history) {
        return new Analysis(settings, content, history);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty("kehu.analysis.postgres.url")
    PostgresTables postgresTables(
            Analysis analysis,
            @Value("${kehu.analysis.postgres.url}") String url,
            @Value("${kehu.analysis.postgres.user:}") String user,
            @Value("${kehu.analysis.postgres.password:}") String password,
            @Value("${kehu.analysis.postgres.every:1m}") Duration every) {
        return new PostgresTables(analysis, new PostgresTables.Target(url, user, password, every));
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> postgresTablesStart(
            ObjectProvider<PostgresTables> tables) {
        return ready -> tables.ifAvailable(PostgresTables::start);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> analysisStart(Analysis analysis) {
        return ready -> analysis.start();
    }
}
