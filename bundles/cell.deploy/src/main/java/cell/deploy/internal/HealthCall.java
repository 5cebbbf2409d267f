package cell.deploy.internal;

import cell.api.health.HealthContributor;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Asks a bundle's own health contributors whether they work at all; what they say is not judged here. */
final class HealthCall {
    private static final long LIMIT_SECONDS = 2;

    private final BundleContext context;

    HealthCall(BundleContext context) {
        this.context = context;
    }

    static boolean contributes(Bundle bundle) {
        var services = bundle.getRegisteredServices();
        if (services != null) {
            for (var service : services) {
                if (isContributor(service)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What a contributor of the bundle threw; empty when each gave an answer. */
    Optional<Trouble> examine(Bundle bundle) {
        var services = bundle.getRegisteredServices();
        if (services != null) {
            for (var service : services) {
                var trouble = isContributor(service) ? ask(service) : Optional.<Trouble>empty();
                if (trouble.isPresent()) {
                    return trouble;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isContributor(ServiceReference<?> service) {
        return Arrays.asList((String[]) service.getProperty(Constants.OBJECTCLASS)).contains(HealthContributor.class.getName());
    }

    private Optional<Trouble> ask(ServiceReference<?> service) {
        var task = new FutureTask<>(() -> status(service));
        var thread = new Thread(task, "cell-deploy-health");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS) ? Optional.empty() : passing("cannot be made");
        } catch (ExecutionException e) {
            return passing("failed: " + FailureWords.of(e.getCause()));
        } catch (TimeoutException e) {
            thread.interrupt();
            return passing("did not answer within " + LIMIT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean status(ServiceReference<?> service) {
        var contributor = context.getService(service);
        if (contributor == null) {
            return false;
        }
        try {
            return ((HealthContributor) contributor).status() != null;
        } finally {
            context.ungetService(service);
        }
    }

    private static Optional<Trouble> passing(String what) {
        return Optional.of(Trouble.passing("its health contributor " + what));
    }
}
