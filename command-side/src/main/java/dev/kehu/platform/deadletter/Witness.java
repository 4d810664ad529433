package dev.kehu.platform.deadletter;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;

import org.jspecify.annotations.Nullable;

/**
 * Records for auditors who decided what about a parked step, and why, before it takes effect. The
 * same request is recorded once; without a request id each call is.
 */
public interface Witness {
    /**
     * @param reason free text, which may be personal: to be sealed
     * @return position of the record
     * @throws Refusal {@code parked.unknown} or {@code parked.behind}; nothing is recorded then
     */
    long retried(long id, Origin by, @Nullable String reason);

    /**
     * @param reason free text, which may be personal: to be sealed
     * @return position of the record
     * @throws Refusal {@code parked.unknown}, {@code parked.behind} or {@code reason.missing};
     *     nothing is recorded then
     */
    long skipped(long id, Origin by, @Nullable String reason);
}
