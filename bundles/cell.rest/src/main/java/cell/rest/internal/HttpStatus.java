package cell.rest.internal;

/** What to say of an HTTP status when nothing better is known. */
public final class HttpStatus {
    private HttpStatus() {}

    public static String sentence(int status) {
        return switch (status) {
            case 400 -> "The request is malformed";
            case 403 -> "This is not allowed";
            case 404 -> "There is nothing here";
            case 405 -> "This method is not allowed here";
            case 406 -> "Only application/json is spoken here";
            case 408 -> "The request took too long";
            case 413 -> "The request is too large";
            case 414 -> "The address is too long";
            case 415 -> "The body must be application/json";
            case 429 -> "Too many requests; try again later";
            case 426, 505 -> "Only HTTP/1.0 and HTTP/1.1 are spoken here";
            case 431 -> "The headers are too large";
            case 500 -> "Something went wrong inside; the log tells more";
            case 503 -> "The service is not available";
            default -> status < 500 ? "The request was refused" : "Something went wrong inside; the log tells more";
        };
    }
}
