// SPDX-License-Identifier: Apache-2.0
/** The rows of the guide's semantics tables, on real servers. */
package io.holdfast.testsuite.semantics;
