// SPDX-License-Identifier: Apache-2.0
/** Who recovers what, how a checkpoint changes its owner, and what may be thrown away. Decides; no threads of its own. */
package io.holdfast.core.recovery;
