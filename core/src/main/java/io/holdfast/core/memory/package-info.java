// SPDX-License-Identifier: Apache-2.0
/** The ports in one Java heap: for tests, and for a server without a grid. */
package io.holdfast.core.memory;
