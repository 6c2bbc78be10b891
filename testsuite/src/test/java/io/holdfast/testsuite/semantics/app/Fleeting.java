// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.ejb.Stateful;
import jakarta.ejb.StatefulTimeout;
import java.util.concurrent.TimeUnit;

/** Does not wait long. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed
@StatefulTimeout(value = 1, unit = TimeUnit.SECONDS)
public class Fleeting extends Entries {}
