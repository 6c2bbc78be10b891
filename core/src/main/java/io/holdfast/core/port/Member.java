// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

/**
 * One member of the cluster.
 *
 * @param id unique for the life of the process; a restarted member has another
 * @param name what people call it
 * @param domain the failure domain: members of one domain are expected to fail together (zone, else host, else id)
 * @param storesData whether it keeps fragments and manifests
 */
public record Member(String id, String name, String domain, boolean storesData) {}
