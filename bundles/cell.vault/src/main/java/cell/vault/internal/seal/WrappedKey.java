package cell.vault.internal.seal;

/**
 * The vault's data key as it lies on disk.
 *
 * @param derivation how the wrapping key comes from a passphrase; not used with a key file
 * @param wrapped the data key, encrypted
 */
record WrappedKey(SealKind kind, KeyDerivation derivation, byte[] wrapped) {}
