package dev.kehu.kernel;

/** What users may decide about money, wherever it is decided. */
public interface Authority {
    /**
     * @param user who decides, by the name of the sign-in
     * @throws Refusal {@code lifecycle.beyond-authority} when a limit binds the user, and this is
     *     more, or in another currency
     */
    void mayDecide(String user, Money spends);
}
