package dev.kehu.platform.viewstore;

/**
 * How far a view has come, and from which history.
 *
 * @param view name of the view
 * @param generation the collections in use carry it in their name; a rebuild makes a new one
 * @param storeId of the event store the view was folded from
 * @param foldVersion of the fold that made the documents
 * @param position of the last event folded, 0 before the first
 * @param eventId of the event at that position, empty at 0
 */
public record Manifest(
        String view,
        long generation,
        String storeId,
        int foldVersion,
        long position,
        String eventId) {

    /** The same build, come further. */
    public Manifest at(long reached, String event) {
        return new Manifest(view, generation, storeId, foldVersion, reached, event);
    }

    /** The same, remembered under another name. */
    public Manifest as(String name) {
        return new Manifest(name, generation, storeId, foldVersion, position, eventId);
    }
}
