package dev.kehu.platform.saga;

import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.deadletter.Resuming;
import dev.kehu.platform.deadline.Deadline;
import dev.kehu.platform.outbox.Answered;
import dev.kehu.platform.outbox.CommandJson;
import dev.kehu.platform.outbox.Letter;
import dev.kehu.platform.outbox.Outcome;

import tools.jackson.databind.ObjectMapper;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every process there is, by its processor: who hears of answers, deadlines and retries. */
final class Sagas implements Answered, Resuming {
    private final Map<String, Instances<?>> byProcessor = new TreeMap<>();
    private final DeadLetters dead;

    /**
     * @throws IllegalArgumentException when two have one name, or one might keep personal data
     */
    Sagas(
            List<? extends Process<?>> processes,
            CommandJson commands,
            ObjectMapper mapper,
            Instances.Desk desk) {
        this.dead = desk.dead();
        processes.forEach(process -> add(instances(process, commands, mapper, desk)));
    }

    private static <P extends Record> Instances<P> instances(
            Process<P> process, CommandJson commands, ObjectMapper mapper, Instances.Desk desk) {
        return new Instances<>(process, new Planning<>(process, commands, mapper), desk);
    }

    private void add(Instances<?> instances) {
        if (byProcessor.put(instances.processor(), instances) != null) {
            throw new IllegalArgumentException("Two processes share " + instances.processor());
        }
    }

    Collection<Instances<?>> all() {
        return byProcessor.values();
    }

    boolean runs(String processor) {
        return byProcessor.containsKey(processor);
    }

    @Override
    public boolean settled(Letter letter, Outcome outcome) {
        Instances<?> instances = byProcessor.get(letter.processor());
        return instances != null
                && instances.heard(
                        letter.owner(),
                        switch (outcome) {
                            case Outcome.Accepted it ->
                                    new Happening.Accepted(letter.step(), it.ids());
                            case Outcome.Refused it ->
                                    new Happening.Refused(letter.step(), it.code());
                        });
    }

    /** A deadline whose process or instance is gone has nobody to wake. */
    void due(Deadline deadline) {
        Instances<?> instances = byProcessor.get(deadline.processor());
        if (instances != null) {
            instances.heard(deadline.owner(), new Happening.Due(deadline.name(), deadline.due()));
        }
    }

    /** Goes on with retries that a stop of the program cut off. */
    void resumeStranded(DeadLetters dead) {
        dead.stranded().stream()
                .filter(parked -> runs(parked.processor()))
                .forEach(parked -> of(parked).goOn(parked));
    }

    @Override
    public boolean retry(Parked parked) {
        return of(parked).resume(parked);
    }

    @Override
    public void skip(Parked parked) {
        if (runs(parked.processor())) {
            of(parked).skip(parked);
        } else {
            dead.remove(parked.id()); // nobody is left to go on
        }
    }

    private Instances<?> of(Parked parked) {
        Instances<?> instances = byProcessor.get(parked.processor());
        if (instances == null) {
            throw new IllegalStateException("No process " + parked.processor() + " runs here");
        }
        return instances;
    }
}
