// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Answers what the server refuses by itself as a {@link Problem}, in place of the server's own page with its name. */
@WebServlet("/error")
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Guard.on(request, response, List.of());
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problem.ofStatus(status instanceof Integer code ? code : HttpServletResponse.SC_NOT_FOUND)
                .send(response);
    }
}
