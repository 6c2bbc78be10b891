// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

/** A request that is not carried out, with the answer to it. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.code() + ' ' + problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
