package dev.kehu.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.GenericApplicationContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

class ControlSocketTest {
    @TempDir Path temp;

    private final List<String> said = new ArrayList<>();

    @Test
    void carriesCommandsAndTheirRepliesBothWays() throws IOException {
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            ControlSocket socket = start(data);
            assertThat(run(data.root(), "rebuild", List.of("timeline"))).isZero();
            assertThat(said).containsExactly("folding timeline");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(data.file("control"))))
                    .isEqualTo("rw-------");
            socket.stop();
            assertThat(data.file("control")).doesNotExist();
        }
    }

    @Test
    void carriesFindings() throws IOException {
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            ControlSocket socket = start(data);
            assertThat(run(data.root(), "doctor", List.of())).isOne();
            assertThat(said).containsExactly("disk FAILED full");
            socket.stop();
        }
    }

    @Test
    void carriesAnErrandAndItsAnswer() throws IOException {
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            ControlSocket socket = start(data);
            assertThat(run(data.root(), "echo", List.of("{\"a\":\"ü\"}"))).isEqualTo(7);
            assertThat(said).containsExactly("answered {\"a\":\"ü\"}");
            socket.stop();
        }
    }

    private static final class Echo implements Errand {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public int run(List<String> args, Replies replies) {
            replies.answer(args.getFirst());
            return 7;
        }
    }

    @Test
    void carriesARefusalAndAnUnknownCommand() throws IOException {
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            ControlSocket socket = start(data);
            assertThat(run(data.root(), "rebuild", List.of())).isOne();
            assertThat(run(data.root(), "dance", List.of())).isEqualTo(2);
            assertThat(said).hasSize(2).first().asString().contains("Name a view");
            socket.stop();
        }
    }

    @Test
    void carriesAFailureAsOneSentenceAndAnUnknownViewAsWrongUse() throws IOException {
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            ControlSocket socket = start(data);
            assertThat(run(data.root(), "rebuild", List.of("full"))).isOne();
            assertThat(run(data.root(), "rebuild", List.of("broken"))).isOne();
            assertThat(run(data.root(), "rebuild", List.of("nothing"))).isEqualTo(2);
            assertThat(said)
                    .containsExactly(
                            "'rebuild' failed: the disk is full.",
                            "'rebuild' failed (IllegalStateException); details stand in the log.",
                            "The views are others");
            socket.stop();
        }
    }

    @Test
    void logsWhereAFailureComesFromButNotWhomItWasAbout() throws IOException {
        var logger = (Logger) LoggerFactory.getLogger(ControlCommands.class);
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        logger.addAppender(appender);
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            ControlSocket socket = start(data);
            run(data.root(), "rebuild", List.of("broken"));
            socket.stop();
        } finally {
            logger.detachAppender(appender);
        }
        assertThat(appender.list)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.getThrowableProxy()).isNull();
                            assertThat(event.getFormattedMessage())
                                    .startsWith("rebuild failed: java.lang.IllegalStateException")
                                    .contains("ControlSocketTest$Rebuilds.run(")
                                    .doesNotContain("Ann Example");
                        });
    }

    private static final class Rebuilds implements Errand {
        @Override
        public String name() {
            return "rebuild";
        }

        @Override
        public int run(List<String> args, Replies replies) {
            if (args.isEmpty()) throw Refusal.invalid("view.none", "Name a view");
            switch (args.getFirst()) {
                case "full" -> throw new ViewStoreFailure("viewstore.failed", "the disk is full");
                case "broken" -> throw new IllegalStateException("Ann Example");
                case "nothing" -> throw Refusal.unknown("view.unknown", "The views are others");
                default -> replies.progress("folding " + args.getFirst());
            }
            return 0;
        }
    }

    @Test
    void standsInAShortFolderWhereThePathIsTooLong() throws IOException {
        try (var data = DataDirectory.open(temp.resolve("long-".repeat(20) + "/data"))) {
            ControlSocket socket = start(data);
            Path place = Path.of(Files.readString(data.file("control.path")));
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(place.getParent())))
                    .isEqualTo("rwx------");
            assertThat(run(data.root(), "rebuild", List.of("timeline"))).isZero();
            socket.stop();
            assertThat(place.getParent()).doesNotExist();
            assertThat(data.file("control.path")).doesNotExist();
        }
    }

    @Test
    void replacesWhatAKilledProcessLeft() throws IOException {
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            Files.writeString(data.file("control"), "left over");
            ControlSocket socket = start(data);
            assertThat(run(data.root(), "rebuild", List.of("timeline"))).isZero();
            socket.stop();
        }
    }

    @Test
    void tellsThatNobodyAnswers() {
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            assertThatThrownBy(() -> run(data.root(), "doctor", List.of()))
                    .isInstanceOf(IOException.class);
        }
    }

    private ControlSocket start(DataDirectory data) {
        var beans = new GenericApplicationContext();
        beans.registerBean("rebuild", Errand.class, Rebuilds::new);
        beans.registerBean(HealthFacts.class, () -> () -> List.of(Finding.failed("disk", "full")));
        beans.registerBean("echo", Errand.class, Echo::new);
        beans.refresh();
        var commands =
                new ControlCommands(
                        beans.getBeanProvider(HealthFacts.class),
                        beans.getBeanProvider(Errand.class),
                        beans.getBeanProvider(OperatorLooks.class));
        var socket = new ControlSocket(data, commands);
        socket.start();
        return socket;
    }

    private int run(Path root, String command, List<String> args) throws IOException {
        return ControlClient.run(root, command, args, new Listening());
    }

    private final class Listening implements Replies {
        @Override
        public void progress(String line) {
            said.add(line);
        }

        @Override
        public void finding(Finding finding) {
            said.add(finding.check() + " " + finding.state() + " " + finding.detail());
        }

        @Override
        public void answer(String json) {
            said.add("answered " + json);
        }

        @Override
        public void complain(String sentence) {
            said.add(sentence);
        }
    }
}
