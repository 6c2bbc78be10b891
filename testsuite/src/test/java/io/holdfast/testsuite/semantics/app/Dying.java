// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** The member dies after the checkpoint of a call was published and before it is answered, if the request says so. */
@Provider
public class Dying implements ContainerResponseFilter {

    /** With any value. */
    public static final String HEADER = "Die-Before-Reply";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString(HEADER) != null) {
            Runtime.getRuntime().halt(137);
        }
    }
}
