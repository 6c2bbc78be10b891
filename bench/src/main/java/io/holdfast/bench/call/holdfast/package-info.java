// SPDX-License-Identifier: Apache-2.0
/** The application whose bean is stored in one way: Holdfast stores it. */
package io.holdfast.bench.call.holdfast;
