package dev.kehu.bench.round;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All counted values of one metric, by contender. */
public record Result(String metric, String unit, int rounds, Map<String, List<Double>> samples) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double THOUSAND = 1000;

    /**
     * The same rounds as the two readers see them: all contenders beside ours on SQLite and, where
     * ours was measured on PostgreSQL too, those on PostgreSQL beside that one.
     */
    public List<Result> seen() {
        if (!samples.containsKey(Contender.KEHU + Contender.POSTGRES)) {
            return List.of(this);
        }
        Map<String, List<Double>> all = new LinkedHashMap<>(samples);
        List<Double> floor = all.remove(Contender.FLOOR + Contender.POSTGRES);
        Map<String, List<Double>> there = new LinkedHashMap<>();
        there.put(Contender.KEHU, samples.get(Contender.KEHU + Contender.POSTGRES));
        there.put(Contender.FLOOR, floor == null ? samples.get(Contender.FLOOR) : floor);
        samples.forEach(
                (who, values) -> {
                    if (who.endsWith(Contender.POSTGRES)) {
                        there.putIfAbsent(who, values);
                    }
                });
        there.remove(Contender.KEHU + Contender.POSTGRES);
        there.remove(Contender.FLOOR + Contender.POSTGRES);
        return List.of(
                new Result(metric, unit, rounds, all),
                new Result(metric + "@postgres", unit, rounds, there));
    }

    /** The line other programs read; the contract is in the README of this module. */
    record Line(
            String metric,
            double kehu,
            double floor,
            Map<String, Double> peers,
            String unit,
            int rounds) {}

    public String json() {
        Map<String, Double> peers = new LinkedHashMap<>();
        for (String name : samples.keySet()) {
            if (!name.equals(Contender.KEHU) && !name.equals(Contender.FLOOR)) {
                peers.put(name, median(name));
            }
        }
        return JSON.writeValueAsString(
                new Line(
                        metric,
                        median(Contender.KEHU),
                        median(Contender.FLOOR),
                        peers,
                        unit,
                        rounds));
    }

    /** The middle value, to a thousandth. */
    public double median(String contender) {
        double[] sorted = sorted(contender);
        int half = sorted.length / 2;
        double middle =
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return Math.round(middle * THOUSAND) / THOUSAND;
    }

    public double lowest(String contender) {
        return sorted(contender)[0];
    }

    public double highest(String contender) {
        double[] sorted = sorted(contender);
        return sorted[sorted.length - 1];
    }

    private double[] sorted(String contender) {
        return samples.get(contender).stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
