// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.redeploy.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything under {@code /api}. */
@ApplicationPath("api")
public class ControlApplication extends Application {}
