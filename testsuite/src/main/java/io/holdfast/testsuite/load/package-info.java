// SPDX-License-Identifier: Apache-2.0
/** Shoppers' side of the shop: a cart over HTTP, what was acknowledged of it, and whether what is seen agrees. */
package io.holdfast.testsuite.load;
