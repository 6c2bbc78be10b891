// SPDX-License-Identifier: Apache-2.0
/** What both applications of the benchmark have in common. */
package io.holdfast.bench.call.app;
