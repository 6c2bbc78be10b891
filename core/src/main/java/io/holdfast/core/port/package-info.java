// SPDX-License-Identifier: Apache-2.0
/**
 * What core needs of the world: where fragments and manifests are kept, who is in the cluster, what time it is.
 *
 * <p>Each port's Javadoc states whether it blocks, what it may retry, what is durable when it completes, and what may
 * be unknown when it fails.
 */
package io.holdfast.core.port;
