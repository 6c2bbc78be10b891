// SPDX-License-Identifier: Apache-2.0
/** The admin console in a real browser on a real cluster. */
package io.holdfast.testsuite.console;
