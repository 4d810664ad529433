package dev.kehu;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.demo.Demo;
import dev.kehu.demo.DemoReport;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.transfer.UnfinishedImport;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;

/** A running application and the data directory it holds. */
final class Server implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final DataDirectory data;

    private Server(ConfigurableApplicationContext context, DataDirectory data) {
        this.context = context;
        this.data = data;
    }

    /**
     * Takes the data directory, then starts everything else, and returns when requests are
     * accepted.
     *
     * @throws CannotStart with a sentence that says why
     */
    static Server start(Options options, Terminal terminal) {
        try {
            // First the directory: who holds it says more than a taken port.
            DataDirectory data = DataDirectory.open(options.data());
            refuseHalfAHistory(data);
            return start(data, port(options, data), terminal);
        } catch (DataDirectoryRefused refused) {
            throw CannotStart.because(refused);
        }
    }

    static void refuseHalfAHistory(DataDirectory data) {
        if (new UnfinishedImport(data).isThere()) {
            data.close();
            throw new CannotStart(
                    "An import into %s was not finished; run ./kehu import again."
                            .formatted(data.root()),
                    Program.FOUND_SOMETHING_WRONG);
        }
    }

    private static int port(Options options, DataDirectory data) {
        try {
            return Ports.choose(options.port());
        } catch (CannotStart taken) {
            data.close();
            throw taken;
        }
    }

    private static Server start(DataDirectory data, int port, Terminal terminal) {
        Path log = data.file("logs/kehu.log");
        // Axon prints its advert unless this property of the JVM is set before it loads.
        System.setProperty("disable-axoniq-console-message", "true");
        var application = new SpringApplication(KehuApplication.class);
        application.addInitializers(
                context -> {
                    context.getBeanFactory().registerSingleton("dataDirectory", data);
                    context.getBeanFactory().registerSingleton("terminal", terminal);
                });
        SpringApplication.getShutdownHandlers().add(data::close);
        try {
            return new Server(
                    application.run(
                            "--server.port=" + port,
                            "--server.tomcat.basedir=" + data.file("tmp"),
                            "--logging.file.name=" + log),
                    data);
        } catch (RuntimeException failure) {
            data.close();
            throw CannotStart.because(failure, log);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /**
     * Moves the business day forward.
     *
     * @throws CannotStart when it stands at a later day already; this server is closed then
     */
    void advanceTo(LocalDate day) {
        try {
            var command = new AdvanceBusinessDay(day, bean(BusinessClock.class).real());
            bean(Commands.class).send(command, Origin.of("kehu"));
        } catch (Refusal refusal) {
            close();
            throw new CannotStart(refusal.getMessage() + ".", Program.FOUND_SOMETHING_WRONG);
        }
    }

    /**
     * Loads the purchases; then a project is driven through their time up to the demo's business
     * day, which stands afterwards, unless one is set.
     */
    DemoReport loadDemo(boolean full, Optional<LocalDate> wanted) {
        long before = bean(History.class).head();
        BusinessClock clock = bean(BusinessClock.class);
        ZoneId zone = ZoneId.of(context.getEnvironment().getProperty("kehu.zone", "UTC"));
        LocalDate end = wanted.orElse(Demo.BUSINESS_DAY);
        boolean unset = clock.today().equals(clock.real().atZone(zone).toLocalDate());
        boolean ahead = unset || clock.today().isBefore(end);
        boolean told = !ahead && wanted.isEmpty();
        boolean inTime = unset || !clock.today().isAfter(Demo.BUSINESS_DAY);
        Optional<LocalDate> until = ahead && inTime ? Optional.of(end) : Optional.empty();
        DemoReport report = bean(Demo.class).load(URI.create(url()), full, before, until);
        if (!told) {
            advanceTo(end);
        }
        return report;
    }

    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        data.close();
    }
}
