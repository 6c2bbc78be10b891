// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * A response that is not a success once a checkpoint was not published although its transaction was committed: then no
 * exception reaches the application, which goes on as if all were well. Belongs to one request.
 */
final class HonestResponse extends HttpServletResponseWrapper {

    private String failure;

    HonestResponse(HttpServletResponse response) {
        super(response);
    }

    /** From now on it is 503, with a notice; if it was sent already, it cannot be helped. */
    void failed(String message) {
        failure = message;
        insist();
    }

    private void insist() {
        super.setStatus(SC_SERVICE_UNAVAILABLE);
        super.setHeader(SessionFilter.NOTICE, failure.replaceAll("[\\p{Cntrl}]", " "));
    }

    @Override
    public void setStatus(int status) {
        super.setStatus(failure == null || status >= SC_INTERNAL_SERVER_ERROR ? status : SC_SERVICE_UNAVAILABLE);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (failure == null) {
            super.sendRedirect(location);
        } else {
            sendError(SC_SERVICE_UNAVAILABLE);
        }
    }

    @Override
    public void reset() {
        super.reset();
        if (failure != null) {
            insist();
        }
    }
}
