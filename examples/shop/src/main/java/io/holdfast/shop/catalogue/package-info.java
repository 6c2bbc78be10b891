// SPDX-License-Identifier: Apache-2.0
/** What the shop sells: products, read from a file that is checked line by line when the application starts. */
package io.holdfast.shop.catalogue;
