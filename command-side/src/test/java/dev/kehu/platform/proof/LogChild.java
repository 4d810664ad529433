package dev.kehu.platform.proof;

import java.nio.file.Path;

/** A process that only follows leaves and signs; made to be killed. */
final class LogChild {
    private LogChild() {}

    /** Prints the size and root of each checkpoint once it was handed out. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Rows rows = new Rows(Integer.parseInt(args[1]));
        MerkleLog log =
                new MerkleLog(
                        new LogFolder(folder.resolve("audit"), folder.resolve("audit.key"), "k"),
                        rows);
        for (int step = 1; ; step++) {
            rows.grow((int) rows.head() + 1 + step * 37 % 700);
            System.out.println(log.checkpoint().text().replace('\n', ' '));
        }
    }
}
