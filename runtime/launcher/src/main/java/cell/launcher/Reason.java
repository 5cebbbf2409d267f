package cell.launcher;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** What an exception means, in words that fit into a sentence. The JDK's own messages are often nothing but a path. */
final class Reason {
    private Reason() {}

    static String of(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "a file stands where a folder should be";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return lower(failure.getReason());
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : lower(e.getMessage());
    }

    /** As {@link #of}, for a folder or file whose disk may be the trouble. */
    static LaunchException cannotWrite(Object what, IOException e) {
        return new LaunchException("Cannot write to " + what + ": " + of(e) + "; mend that, or choose another folder with --home.", e);
    }

    private static String lower(String text) {
        var stripped = text.strip();
        var end = stripped.endsWith(".") ? stripped.length() - 1 : stripped.length();
        return stripped.substring(0, Math.min(1, end)).toLowerCase(Locale.ROOT) + stripped.substring(Math.min(1, end), end);
    }
}
