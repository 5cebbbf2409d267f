package cell.accounts.internal.rest;

/** What was done to a person, and the person as it is now. */
public record PersonAnswer(String message, PersonBody person) {}
