// SPDX-License-Identifier: Apache-2.0
/**
 * The life of a checkpoint: its manifest and fragments as bytes, the distributor that commits it, the reassembler that
 * reads it back.
 */
package io.holdfast.core.checkpoint;
