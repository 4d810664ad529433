package dev.kehu.bench.ours;

import com.sun.management.OperatingSystemMXBean;

import dev.kehu.KehuApplication;
import dev.kehu.access.Accounts;
import dev.kehu.access.Role;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.cli.Terminal;
import dev.kehu.kernel.History;
import dev.kehu.platform.analysis.Analysis;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.projection.progress.Progress;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** The whole program in this process: HTTP, write side and views, on a port of its own. */
public final class KehuProgram implements AutoCloseable {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final Duration LONGEST = Duration.ofHours(2);

    /** Idle is who needs less than a tenth of a core. */
    private static final long IDLE_MILLIS = 500, IDLE_NANOS = 50_000_000;

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final Terminal SILENT = new Terminal(NOWHERE, NOWHERE, true);

    private final DataDirectory directory;
    private final ConfigurableApplicationContext context;

    private KehuProgram(DataDirectory directory, ConfigurableApplicationContext context) {
        this.directory = directory;
        this.context = context;
    }

    public static KehuProgram start(Path path) {
        DataDirectory directory = DataDirectory.open(path);
        SpringApplication application = new SpringApplication(KehuApplication.class);
        application.addInitializers(
                context -> {
                    context.getBeanFactory().registerSingleton("dataDirectory", directory);
                    context.getBeanFactory().registerSingleton("terminal", SILENT);
                });
        try {
            return new KehuProgram(
                    directory,
                    application.run(
                            "--server.port=0",
                            "--server.tomcat.basedir=" + path.resolve("tmp"),
                            "--logging.config=classpath:logback.xml"));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** A client that is signed in as a channel. */
    public IntakeClient client(Interactions data) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return new IntakeClient(
                URI.create("http://127.0.0.1:" + port + "/v1/events"),
                bean(Accounts.class).mint("bench", Role.CHANNEL),
                data);
    }

    /**
     * Returns when every view shows everything; one that is built anew shows nothing before that.
     *
     * @throws IllegalStateException when they have stood still for a minute
     */
    public void awaitViews() throws InterruptedException {
        Views views = bean(Views.class);
        Rebuild rebuild = bean(Rebuild.class);
        long left = left(views, rebuild);
        long moved = System.nanoTime();
        while (views.behind() > 0) {
            if (System.nanoTime() - moved > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "The views stand still " + views.behind() + " behind");
            }
            TimeUnit.MILLISECONDS.sleep(20);
            long now = left(views, rebuild);
            moved = now == left ? moved : System.nanoTime();
            left = now;
        }
    }

    private static long left(Views views, Rebuild rebuild) {
        return views.behind() - rebuild.underWay().stream().mapToLong(Progress::done).sum();
    }

    /**
     * Returns when all that follows history shows everything and nothing is left to do. While views
     * are built in bulk they show nothing, so this waits longer than {@link #awaitViews}.
     *
     * @throws IllegalStateException when that takes more than two hours
     */
    public void awaitQuiet() throws InterruptedException {
        long head = bean(History.class).head();
        Analysis copy = bean(Analysis.class);
        boolean there = bean(ViewPositions.class).await(head, LONGEST) && copy.reach(head, LONGEST);
        if (!there) {
            throw new IllegalStateException("Views, indexes and copy need more than two hours");
        }
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before;
        long since = System.nanoTime();
        do { // processes of the write side do not say where they are
            before = machine.getProcessCpuTime();
            TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
        } while (machine.getProcessCpuTime() - before > IDLE_NANOS
                && System.nanoTime() - since < LONGEST.toNanos());
    }

    @Override
    public void close() {
        context.close();
        directory.close();
    }
}
