// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.OnFailure;
import jakarta.ejb.Stateful;

/** Goes on without a checkpoint. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed(onFailure = OnFailure.WARN)
public class Lenient extends Entries {}
