package dev.kehu.wrong.customer.command;

/** Nobody's business outside its capability. */
public final class CustomerInside {}
