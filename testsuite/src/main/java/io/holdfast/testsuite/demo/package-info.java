// SPDX-License-Identifier: Apache-2.0
/** The demo: shoppers fill carts over HTTP, members are killed, and every cart is compared with what was acknowledged. */
package io.holdfast.testsuite.demo;
