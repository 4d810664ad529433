package dev.kehu.platform.analysis.sql;

/**
 * What an analyst asks.
 *
 * @param limit most rows; with {@code cut}, more are left out and said so, else more are refused
 */
public record Question(String sql, Form form, long limit, boolean cut) {
    /** How the answer is written. */
    public enum Form {
        JSON("(FORMAT json)", "json"),
        CSV("(FORMAT csv, HEADER)", "csv"),
        PARQUET("(FORMAT parquet, COMPRESSION zstd)", "parquet");

        private final String copy;
        private final String ending;

        Form(String copy, String ending) {
            this.copy = copy;
            this.ending = ending;
        }

        String copy() {
            return copy;
        }

        public String ending() {
            return ending;
        }
    }
}
