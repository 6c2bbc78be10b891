// SPDX-License-Identifier: Apache-2.0
/**
 * What there is to see of the cluster: members, sessions and their protection, stripe maps, recoveries. Reads core's
 * ports, changes nothing, knows nothing of HTTP. Nothing that comes from the grid is trusted: it is parsed strictly, or
 * left out.
 */
package io.holdfast.admin.sight;
