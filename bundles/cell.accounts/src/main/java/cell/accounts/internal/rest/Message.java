package cell.accounts.internal.rest;

/** What was done, where nothing is left to show. */
public record Message(String message) {}
