package dev.kehu.bench.view;

import dev.kehu.bench.floor.RawFinds;
import dev.kehu.bench.ours.KehuProgram;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.workload.Crowd;
import dev.kehu.interaction.view.timeline.TimelineApi;
import dev.kehu.platform.answer.Cursor;
import dev.kehu.platform.reading.AsOf;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A page of the timeline of somebody with a very long story, beginning anywhere. A page needs a
 * month and a bucket of it at least: the floor finds these two.
 */
final class TimelineMetrics {
    private static final double HIGH = 95;
    private static final int PAGE = 50;

    private final Run run;
    private final TimelineApi timeline;
    private final Crowd crowd;
    private final RawFinds finds;
    private final Reads reads;
    private final List<String> months = new ArrayList<>();
    private final List<String> buckets = new ArrayList<>();

    TimelineMetrics(Run run, KehuProgram kehu, Crowd crowd, RawFinds finds) {
        this.run = run;
        this.crowd = crowd;
        this.finds = finds;
        timeline = kehu.bean(TimelineApi.class);
        reads = new Reads(run.sizes().round(), HIGH);
        String id = crowd.busiest();
        for (String document : finds.ids(id + '|', id + '}')) {
            boolean bucket = document.indexOf('|') != document.lastIndexOf('|');
            (bucket ? buckets : months).add(document);
        }
    }

    void measure() throws Exception {
        run.rounds()
                .metric(
                        "timeline-p95",
                        "ms",
                        List.of(
                                Contender.kehu(() -> reads.millis(this::page)),
                                Contender.floor(
                                        () ->
                                                reads.millis(
                                                        r -> {
                                                            finds.find(any(months, r));
                                                            finds.find(any(buckets, r));
                                                        })),
                                Contender.peer(
                                        "store",
                                        () ->
                                                reads.millis(
                                                        r -> {
                                                            finds.findInProcess(any(months, r));
                                                            finds.findInProcess(any(buckets, r));
                                                        }))));
    }

    private void page(SplittableRandom random) {
        String millis = Long.toString(crowd.sometime(random).toEpochMilli());
        timeline.read(
                crowd.busiest(),
                AsOf.NOW,
                null,
                null,
                Cursor.of("occurred", millis, Long.toString(Long.MAX_VALUE)),
                PAGE);
    }

    private static String any(List<String> ids, SplittableRandom random) {
        return ids.get(random.nextInt(ids.size()));
    }
}
