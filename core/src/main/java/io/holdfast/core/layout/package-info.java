// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes to subsegments, redundancy groups and fragments, and back: where a state is cut, which scheme protects
 * it, which member keeps which fragment. Computes; stores and sends nothing.
 */
package io.holdfast.core.layout;
