package dev.kehu.wrong.unmarked;

/** Its package says nothing about null. */
final class Unmarked {}
