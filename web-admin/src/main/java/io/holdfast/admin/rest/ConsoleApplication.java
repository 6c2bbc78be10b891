// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the resources under {@code /holdfast/api}; {@code openapi.json} describes them. */
@ApplicationPath("api")
@DeclareRoles({"viewer", "operator"})
public class ConsoleApplication extends Application {}
