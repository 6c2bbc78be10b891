// SPDX-License-Identifier: Apache-2.0
/** An application that must not be deployed. */
package io.holdfast.testsuite.redeploy.bad;
