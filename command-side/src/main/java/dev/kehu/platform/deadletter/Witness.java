package dev.kehu.platform.deadletter;

/**
 * Records for auditors who gave up what, and why, before it takes effect. May be told the same
 * twice, when the program was stopped in between.
 */
@FunctionalInterface
public interface Witness {
    /**
     * @param actor user name of an employee
     * @param reason free text, which may be personal: to be sealed
     */
    void skipped(Parked parked, String actor, String reason);
}
