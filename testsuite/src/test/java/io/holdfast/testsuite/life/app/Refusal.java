// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import jakarta.ejb.ApplicationException;

/** The bean refuses, and lives on. */
@ApplicationException
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a reason. */
    public Refusal(String reason) {
        super(reason);
    }
}
