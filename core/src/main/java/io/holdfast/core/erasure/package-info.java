// SPDX-License-Identifier: Apache-2.0
/**
 * The erasure code: up to three parity shards for up to 255 data shards, by XOR and by powers of 2 and 4 in GF(2^8).
 *
 * <p>A <em>shard</em> is a subsegment, of data or of parity, as the code sees it: an array of 64-bit words. Nothing here
 * knows of checkpoints, groups or members.
 */
package io.holdfast.core.erasure;
