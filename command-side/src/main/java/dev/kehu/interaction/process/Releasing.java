package dev.kehu.interaction.process;

/** Lets a delivery out of quarantine. */
public interface Releasing {
    /**
     * Reads the kept delivery again and records it.
     *
     * @return true when it is recorded now, or was before; false when it has to stay
     */
    boolean release(String interactionId);
}
