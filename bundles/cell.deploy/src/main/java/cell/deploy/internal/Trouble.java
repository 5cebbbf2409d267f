package cell.deploy.internal;

/**
 * Why a bundle does not do its work.
 *
 * @param sentence what is missing or what threw, in plain words, to be read after "bundle x: "
 * @param lasting whether waiting cannot help: something failed, and nothing that is on its way would change that
 */
record Trouble(String sentence, boolean lasting) {
    static Trouble lasting(String sentence) {
        return new Trouble(sentence, true);
    }

    static Trouble passing(String sentence) {
        return new Trouble(sentence, false);
    }
}
