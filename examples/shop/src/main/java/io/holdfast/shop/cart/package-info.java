// SPDX-License-Identifier: Apache-2.0
/** The cart, a stateful session bean whose state survives its server, and the rules that make its prices. */
package io.holdfast.shop.cart;
