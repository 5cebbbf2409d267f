package cell.core.internal.event;

import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;

/** Runs something when an exchange is over, however it ended. */
record EndOfExchange(Runnable then) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
        then.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        then.run();
    }

    @Override
    public void onError(AsyncEvent event) {
        then.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It goes on.
    }
}
