// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import jakarta.ejb.ApplicationException;

/** The bean refuses. */
@ApplicationException
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a reason. */
    public Refused(String reason) {
        super(reason);
    }
}
