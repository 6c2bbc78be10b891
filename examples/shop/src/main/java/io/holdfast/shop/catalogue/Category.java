// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

/**
 * A category, in the order of the catalogue file.
 *
 * @param name as it stands in the products
 * @param products how many products it holds
 */
public record Category(String name, int products) {}
