package dev.kehu.platform.datadir;

import java.nio.file.Path;

/** A second program on the same data directory. */
final class OtherProcess {
    public static void main(String[] args) {
        try (var data = DataDirectory.open(Path.of(args[0]))) {
            System.out.println("opened " + data.root());
        } catch (DataDirectoryRefused refused) {
            System.out.println(refused.code() + " " + refused.getMessage());
        }
    }
}
