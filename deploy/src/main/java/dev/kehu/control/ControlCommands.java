package dev.kehu.control;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.trace.Trace;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands that need the stores open, whoever asks for them. */
@Component
public class ControlCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ControlCommands.class);

    /** Of {@code doctor}: also what takes long. */
    public static final String THOROUGH = "--views";

    private final ObjectProvider<HealthFacts> facts;
    private final ObjectProvider<Errand> errands;
    private final ObjectProvider<OperatorLooks> looks;

    ControlCommands(
            ObjectProvider<HealthFacts> facts,
            ObjectProvider<Errand> errands,
            ObjectProvider<OperatorLooks> looks) {
        this.facts = facts;
        this.errands = errands;
        this.looks = looks;
    }

    /** Carries it out and gives the exit code. */
    public int run(String command, List<String> args, Replies replies) {
        try {
            return switch (command) {
                case "doctor" -> doctor(args.contains(THOROUGH), replies);
                default -> errand(command, args, replies);
            };
        } catch (Refusal refusal) {
            replies.complain(refusal.getMessage());
            return refusal.code().equals("view.unknown") ? 2 : 1;
        } catch (ViewStoreFailure failure) {
            LOG.error("{} failed: {}", command, Trace.of(failure));
            replies.complain("'" + command + "' failed: " + failure.getMessage() + ".");
            return 1;
        } catch (StoreUnavailable notNow) {
            replies.complain(notNow.getMessage() + " (" + notNow.code() + ").");
            return 1;
        } catch (RuntimeException failure) {
            LOG.error("{} failed: {}", command, Trace.of(failure));
            String kind = failure.getClass().getSimpleName();
            replies.complain("'" + command + "' failed (" + kind + "); details stand in the log.");
            return 1;
        }
    }

    private int errand(String command, List<String> args, Replies replies) {
        Optional<Errand> known =
                errands.stream().filter(errand -> errand.name().equals(command)).findFirst();
        if (known.isEmpty()) {
            replies.complain("The running Kehu does not know '" + command + "'.");
            return 2;
        }
        if (known.get().sight() == Errand.Sight.EVERYBODY) {
            String words = command.replaceFirst("^value-", "value ");
            looks.ifAvailable(log -> log.atEverybody(words));
        }
        return known.get().run(args, replies);
    }

    private int doctor(boolean thorough, Replies replies) {
        List<Finding> found = new ArrayList<>();
        facts.orderedStream().forEach(part -> found.addAll(part.findings()));
        if (thorough) {
            facts.orderedStream().forEach(part -> found.addAll(part.thorough(replies::progress)));
        }
        found.forEach(replies::finding);
        Optional<Finding> failed =
                found.stream().filter(f -> f.state() == Finding.State.FAILED).findFirst();
        return failed.isPresent() ? 1 : 0;
    }
}
