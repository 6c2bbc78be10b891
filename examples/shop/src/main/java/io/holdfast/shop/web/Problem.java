// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

import io.holdfast.ejb.CheckpointFailedException;
import io.holdfast.ejb.CheckpointFencedException;
import io.holdfast.ejb.CheckpointIndeterminateException;
import io.holdfast.ejb.IdempotencyException;
import io.holdfast.shop.cart.CartException;
import jakarta.ws.rs.WebApplicationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error as the client sees it (RFC 9457).
 *
 * @param status of HTTP
 * @param title the same for every error of its kind
 * @param code {@code HF} and four digits
 * @param detail one or two sentences for a person, without the code
 */
record Problem(int status, String title, String code, String detail) {

    private static final Pattern CODED = Pattern.compile("(HF[0-9]{4}):? (.*)", Pattern.DOTALL);
    private static final String UNEXPECTED = "HF5499";

    /** What went wrong, by the first cause that has a meaning here: containers wrap what a bean throws. */
    static Problem of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CartException || cause instanceof BadRequest) {
                return coded(400, "The request cannot be carried out", cause);
            }
            if (cause instanceof CheckpointFailedException) {
                return coded(503, "The cart could not be made safe; repeat the request", cause);
            }
            if (cause instanceof CheckpointIndeterminateException) {
                return coded(503, "It is not known whether the cart was made safe; repeat the request", cause);
            }
            if (cause instanceof CheckpointFencedException) {
                return coded(503, "The cart lives on another member now; repeat the request", cause);
            }
            if (cause instanceof IdempotencyException) {
                return coded(422, "The idempotency key belongs to another request", cause);
            }
            if (cause instanceof WebApplicationException web) {
                var status = web.getResponse().getStatusInfo();
                return new Problem(status.getStatusCode(), status.getReasonPhrase(), "HF5403", cause.getMessage());
            }
        }
        return new Problem(
                500, "The shop has a defect", UNEXPECTED, "The cause stands in the log of the member that answered.");
    }

    /** Whether the cause is not in the answer, and so belongs into the log. */
    boolean isUnexpected() {
        return code.equals(UNEXPECTED);
    }

    private static Problem coded(int status, String title, Throwable cause) {
        Matcher message = CODED.matcher(String.valueOf(cause.getMessage()));
        return message.matches()
                ? new Problem(status, title, message.group(1), message.group(2))
                : new Problem(status, title, UNEXPECTED, String.valueOf(cause.getMessage()));
    }
}
