package dev.kehu.wrong.naming;

/** A name that says nothing. */
final class ThingManager {}
