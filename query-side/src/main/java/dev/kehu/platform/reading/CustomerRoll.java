package dev.kehu.platform.reading;

/** Which customers there are: the port to the view that has a document for every one. */
public interface CustomerRoll {
    /** Name of the view behind it. */
    String view();

    /** True once the view has met the customer, merged or not. */
    boolean known(String customer);
}
