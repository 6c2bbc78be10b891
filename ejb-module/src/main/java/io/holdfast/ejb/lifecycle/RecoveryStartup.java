// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Joins the grid when the application starts, so that this member recovers orphans before anybody calls it. */
@Singleton
@Startup
public class RecoveryStartup {

    @Inject
    private HoldfastNode holdfast;

    @PostConstruct
    void start() {
        holdfast.node();
    }
}
