// SPDX-License-Identifier: Apache-2.0
/** An application with a bean for each row of the guide's semantics tables. */
package io.holdfast.testsuite.semantics.app;
