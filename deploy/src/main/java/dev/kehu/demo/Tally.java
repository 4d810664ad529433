package dev.kehu.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what became of the events sent, by status. Safe for any number of threads. */
final class Tally {
    private final Map<String, Integer> byStatus = new TreeMap<>();
    private String firstProblem = "";

    synchronized void count(String status, String problem) {
        byStatus.merge(status, 1, Integer::sum);
        if (firstProblem.isEmpty() && !problem.isEmpty()) {
            firstProblem = problem;
        }
    }

    synchronized int taken() {
        return of("accepted") + of("duplicate");
    }

    synchronized int answered() {
        return byStatus.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int of(String status) {
        return byStatus.getOrDefault(status, 0);
    }

    @Override
    public synchronized String toString() {
        String counts =
                byStatus.entrySet().stream()
                        .map(e -> "%s %,d".formatted(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
        return firstProblem.isEmpty() ? counts : counts + "; first problem: " + firstProblem;
    }
}
