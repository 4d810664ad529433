package dev.kehu.wrong.naming.util;

/** A room that says nothing. */
final class Anything {}
