/** Signed notes, checkpoints and the keys behind them, as in the specifications of C2SP. */
package dev.kehu.verifier.note;
