package dev.kehu.platform.backup;

/** Told what a long piece of work is at, as often as that is cheap; listeners pace themselves. */
@FunctionalInterface
public interface Progress {
    void at(String what, long done, long total, String unit);
}
