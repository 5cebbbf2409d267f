package cell.accounts.internal.rest;

import java.util.List;

/**
 * An app password that is wanted.
 *
 * @param label what it is for; null when the request has none
 * @param services where it is to be good; null when the request has none
 */
public record AppPasswordRequest(String label, List<String> services) {}
