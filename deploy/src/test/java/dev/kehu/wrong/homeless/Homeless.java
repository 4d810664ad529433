package dev.kehu.wrong.homeless;

/** Lives in a package that is neither a capability nor a known room. */
final class Homeless {}
