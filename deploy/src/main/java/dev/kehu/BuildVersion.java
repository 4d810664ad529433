package dev.kehu;

/** The version this program was built as. */
final class BuildVersion {
    private BuildVersion() {}

    static String text() {
        String built = KehuApplication.class.getPackage().getImplementationVersion();
        return built == null ? "unpacked build" : built;
    }
}
