// SPDX-License-Identifier: Apache-2.0
/** An application without Holdfast that deploys others on the Payara Micro where it runs. */
package io.holdfast.testsuite.redeploy.app;
