package dev.kehu.wrong.crowded;

/** One type more than a package may hold. */
final class T16 {}

final class T1 {}

final class T2 {}

final class T3 {}

final class T4 {}

final class T5 {}

final class T6 {}

final class T7 {}

final class T8 {}

final class T9 {}

final class T10 {}

final class T11 {}

final class T12 {}

final class T13 {}

final class T14 {}

final class T15 {}
