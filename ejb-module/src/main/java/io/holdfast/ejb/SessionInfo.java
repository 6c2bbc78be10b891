// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

/**
 * A session as it stands now; a copy.
 *
 * @param id its id
 * @param member the name of the member that runs it
 * @param epoch grows when the owner changes
 * @param sequence grows with each checkpoint
 * @param stateBytes bytes of the last acknowledged checkpoint, 0 before the first
 * @param tolerate how many members may be lost at once, as asked
 * @param scheme how the last checkpoint is protected: data+parity, mirror or inline; empty before the first
 */
public record SessionInfo(
        String id, String member, long epoch, long sequence, int stateBytes, int tolerate, String scheme) {}
