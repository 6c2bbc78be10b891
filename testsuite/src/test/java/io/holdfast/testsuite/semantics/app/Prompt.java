// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.Timing;
import jakarta.ejb.Stateful;

/** Does not wait for its transaction. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed(timing = Timing.CALL)
public class Prompt extends Entries {}
