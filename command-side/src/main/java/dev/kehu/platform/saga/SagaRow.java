package dev.kehu.platform.saga;

/**
 * One instance as it is stored.
 *
 * @param id process and position of the event that began it; the same after any replay
 * @param progress JSON
 * @param steps names of the steps it took, JSON
 * @param position of the last event it was handed
 */
record SagaRow(
        String id, String process, int revision, String progress, String steps, long position) {
    SagaRow at(long reached) {
        return new SagaRow(id, process, revision, progress, steps, reached);
    }
}
