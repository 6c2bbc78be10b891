// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.core.id.CheckpointId;

/** The cluster knows no session of that id. Answered as 404. */
final class NoSuchSessionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchSessionException(CheckpointId id) {
        super("HF4012 the cluster knows no session " + id + "; it ended, or it was never checkpointed");
    }
}
