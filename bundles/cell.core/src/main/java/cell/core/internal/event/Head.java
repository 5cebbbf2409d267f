package cell.core.internal.event;

/**
 * Where a chain ends.
 *
 * @param number of the last entry, 0 before the first
 * @param hash of the last entry
 */
record Head(long number, String hash) {
    static final Head NONE = new Head(0, Entry.NO_HASH);
}
