// SPDX-License-Identifier: Apache-2.0
/**
 * Clusters of real Payara Micro processes on this machine, which are started, watched, paused and killed. No process
 * outlives the one that started it, however that one ends.
 */
package io.holdfast.testsuite.cluster;
