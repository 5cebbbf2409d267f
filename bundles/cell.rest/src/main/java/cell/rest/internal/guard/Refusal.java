package cell.rest.internal.guard;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.QuietException;

/**
 * A request that is not let through, with the status and the sentence that its sender gets. It has no stack trace: under an attack
 * there are many, and where it was decided says nothing.
 */
public final class Refusal extends RuntimeException implements HttpException, QuietException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    @Override
    public int getCode() {
        return status;
    }

    @Override
    public String getReason() {
        return getMessage();
    }
}
