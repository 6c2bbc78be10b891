// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.layout.Group;
import io.holdfast.core.sim.Violation.Invariant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Looks in the end for what should be gone. */
final class Leftovers {

    private final World world;

    Leftovers(World world) {
        this.world = world;
    }

    void find() {
        Map<Story, Set<GroupId>> needed = new HashMap<>();
        for (Story story : world.oracle().stories()) {
            Manifest manifest = world.manifest(story.id);
            Set<GroupId> groups = new HashSet<>();
            if (manifest != null) {
                manifest.groups().stream().map(Group::id).forEach(groups::add);
            }
            needed.put(story, groups);
        }
        for (Node node : world.nodes()) {
            for (int slot = 0; slot < world.slots(); slot++) {
                for (FragmentKey key : node.fragments(slot).keySet()) {
                    if (!needed.get(world.oracle().story(key.checkpoint())).contains(key.group())) {
                        world.oracle().violated(Invariant.I4, "fragment " + key + " is still on " + node);
                        return;
                    }
                }
            }
        }
    }
}
