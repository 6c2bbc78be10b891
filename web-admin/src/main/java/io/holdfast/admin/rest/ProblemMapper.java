// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Answers every error of a resource as a {@link Problem}. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable error) {
        Problem problem = Problem.of(error);
        if (problem.isUnexpected()) {
            LOG.log(Level.ERROR, problem.code() + " unexpected", error);
        }
        Response.ResponseBuilder response =
                base(error).status(problem.status()).type(Problem.TYPE).entity(problem.json());
        return problem.retryAfter() > 0
                ? response.header(HttpHeaders.RETRY_AFTER, problem.retryAfter()).build()
                : response.build();
    }

    /** What JAX-RS answers by itself may have headers that the client needs, such as Allow. */
    private static Response.ResponseBuilder base(Throwable error) {
        return error instanceof WebApplicationException web
                ? Response.fromResponse(web.getResponse())
                : Response.serverError();
    }
}
