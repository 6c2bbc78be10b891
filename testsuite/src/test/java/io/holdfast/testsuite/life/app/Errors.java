// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Shows the whole chain of causes. */
@Provider
public class Errors implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable error) {
        JsonArrayBuilder causes = Json.createArrayBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            causes.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
        return Response.serverError()
                .type(MediaType.APPLICATION_JSON)
                .entity(Json.createObjectBuilder().add("causes", causes).build().toString())
                .build();
    }
}
