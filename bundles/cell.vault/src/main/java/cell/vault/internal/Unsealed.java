package cell.vault.internal;

/** Registered as a service while the vault's data key is there: a component that cannot work without it refers to this. */
public interface Unsealed {}
