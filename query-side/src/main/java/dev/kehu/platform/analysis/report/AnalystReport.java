package dev.kehu.platform.analysis.report;

/** Every bean of this type is a report; nothing else has to be told about it. */
public interface AnalystReport {
    Report report();
}
