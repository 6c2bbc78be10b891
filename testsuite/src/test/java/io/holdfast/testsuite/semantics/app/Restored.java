// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.OnRollback;
import jakarta.ejb.Stateful;

/** Follows its transaction. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed(onRollback = OnRollback.RESTORE)
public class Restored extends Entries {}
