// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Striper;
import java.util.Map;

/**
 * A group that is not stored yet.
 *
 * @param group its name, scheme and place
 * @param bytes holds its bytes as they are stored, encrypted or not
 * @param from where they begin
 */
record NewGroup(Group group, byte[] bytes, int from) {

    /** Forms the fragments, and adds them to those that are to be put. */
    void form(CheckpointId checkpoint, Striper striper, Map<FragmentKey, byte[]> fragments) {
        int width = group.scheme().width();
        byte[][] parts = striper.divide(bytes, from, group.length(), group.scheme(), FragmentFormat.HEADER);
        for (int index = 0; index < group.scheme().fragments(); index++) {
            byte[] part = parts[index % width];
            byte[] fragment = index < width ? part : part.clone();
            FragmentFormat.seal(checkpoint, group, index, fragment);
            fragments.put(group.key(checkpoint, index), fragment);
        }
    }
}
