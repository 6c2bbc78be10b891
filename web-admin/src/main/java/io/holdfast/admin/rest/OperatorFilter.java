// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.login.Role;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses viewers what is for operators. */
@Provider
@Operator
public class OperatorFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getSecurityContext().isUserInRole(Role.OPERATOR.text())) {
            throw new RefusedException(new Problem(
                    403, "For operators only", "HF4025", "You are a viewer. Log in as an operator to act."));
        }
    }
}
