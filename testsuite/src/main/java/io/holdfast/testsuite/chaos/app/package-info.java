// SPDX-License-Identifier: Apache-2.0
/** What the chaos suite deploys beside the shop. */
package io.holdfast.testsuite.chaos.app;
