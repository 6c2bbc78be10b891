// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import jakarta.ejb.ApplicationException;

/** The bean refuses, and its transaction is rolled back. */
@ApplicationException(rollback = true)
public class Withdrawn extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a reason. */
    public Withdrawn(String reason) {
        super(reason);
    }
}
