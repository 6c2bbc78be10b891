// SPDX-License-Identifier: Apache-2.0
/** Benchmarks: one class a set, started by {@code bench/run}. */
package io.holdfast.bench;
