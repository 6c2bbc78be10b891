// SPDX-License-Identifier: Apache-2.0
/**
 * Holdfast on Hazelcast: core's ports over the grid that the server has, or over an embedded member.
 *
 * <p>The only package that knows Hazelcast. Only {@code String} and {@code byte[]} cross the grid, because application
 * servers give Hazelcast a class loader that sees no application.
 */
package io.holdfast.hazelcast;
