package dev.kehu.bench.round;

/** A set of metrics that share their stores. */
public interface Suite {
    void measure(Run run) throws Exception;
}
