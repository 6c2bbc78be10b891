// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.core.checkpoint.UnreadableFormatException;
import io.holdfast.core.port.StoreException;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error as the client sees it (RFC 9457).
 *
 * @param status of HTTP
 * @param title the same for every error of its kind
 * @param code {@code HF} and four digits
 * @param detail one or two sentences for a person, without the code
 * @param retryAfter when to try again, seconds; 0 if that makes no difference
 */
record Problem(int status, String title, String code, String detail, long retryAfter) {

    static final String TYPE = "application/problem+json";

    private static final String UNEXPECTED = "HF4099";
    private static final Pattern CODED = Pattern.compile("(HF[0-9]{4}):? (.*)", Pattern.DOTALL);

    /** One that trying again does not cure. */
    Problem(int status, String title, String code, String detail) {
        this(status, title, code, detail, 0);
    }

    /** Somebody guesses passwords, or has forgotten one. */
    static Problem tooMany(Duration wait) {
        long seconds = wait.toSeconds() + 1;
        return new Problem(
                429,
                "Too many failed logins",
                "HF4022",
                "Too many logins from this address failed; wait " + seconds + " seconds.",
                seconds);
    }

    /** What went wrong. */
    static Problem of(Throwable error) {
        if (error instanceof StoreException) {
            return new Problem(503, "The cluster does not answer", "HF4014", "Try again. " + error.getMessage(), 1);
        }
        if (error instanceof UnreadableFormatException) {
            return coded(500, "The manifest of the session cannot be read", error);
        }
        if (error instanceof NoSuchSessionException) {
            return coded(404, "There is no such session", error);
        }
        if (error instanceof RefusedException refused) {
            return refused.problem();
        }
        if (error instanceof IllegalArgumentException && isCoded(error)) {
            return coded(400, "The request cannot be carried out", error);
        }
        if (error instanceof WebApplicationException web) {
            return ofStatus(web.getResponse().getStatus());
        }
        return new Problem(
                500,
                "The console has a defect",
                UNEXPECTED,
                "The cause stands in the log of the member that answered.");
    }

    /** What the server refused by itself. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 403, 405 ->
                new Problem(status, "Not allowed", "HF4015", "This address does not answer this method for this user.");
            case 404 -> new Problem(status, "Not found", "HF4016", "There is nothing at this address.");
            case 415 -> new Problem(status, "Not understood", "HF4026", "Send application/json.");
            case 406 ->
                new Problem(status, "Not acceptable", "HF4017", "See openapi.json for what this address answers.");
            default ->
                new Problem(status, "The request cannot be carried out", "HF4018", "HTTP status " + status + ".");
        };
    }

    /** Whether the cause is not in the answer, and so belongs into the log. */
    boolean isUnexpected() {
        return code.equals(UNEXPECTED);
    }

    /** As JSON. */
    String json() {
        return Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("code", code)
                .add("detail", detail)
                .build()
                .toString();
    }

    /** Answers with it. */
    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (retryAfter > 0) {
            response.setHeader("Retry-After", Long.toString(retryAfter));
        }
        response.setContentType(TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(json());
    }

    private static boolean isCoded(Throwable error) {
        return error.getMessage() != null && CODED.matcher(error.getMessage()).matches();
    }

    private static Problem coded(int status, String title, Throwable error) {
        Matcher message = CODED.matcher(error.getMessage());
        return message.matches()
                ? new Problem(status, title, message.group(1), message.group(2))
                : new Problem(status, title, UNEXPECTED, error.getMessage());
    }
}
