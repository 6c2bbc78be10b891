// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import jakarta.ejb.Stateful;

/** Has the annotation from its superclass. */
@Stateful(passivationCapable = false)
@CheckpointScoped
public class Heir extends Bequest {}
