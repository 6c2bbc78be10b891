// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who is a member and who keeps what, in one version. Immutable; the arrays are shared, never changed.
 *
 * @param version grows by one with each change
 * @param members the numbers of the members' nodes, in the order in which they joined
 * @param replicas for each slot the nodes that keep it: first the keeper of fragments and of first copies of manifests,
 *     then those of further copies; empty while nobody does
 */
record Table(int version, int[] members, int[][] replicas) {

    /** Nobody keeps it. */
    static final int NOBODY = -1;

    /** An empty cluster. */
    static Table empty(int slots) {
        return new Table(0, new int[0], new int[slots][0]);
    }

    int primary(int slot) {
        int[] nodes = replicas[slot];
        return nodes.length == 0 ? NOBODY : nodes[0];
    }

    boolean has(int node) {
        return contains(members, node);
    }

    boolean keeps(int slot, int node) {
        return contains(replicas[slot], node);
    }

    int primaries(int node) {
        int count = 0;
        for (int[] nodes : replicas) {
            if (nodes.length > 0 && nodes[0] == node) {
                count++;
            }
        }
        return count;
    }

    int copies(int node) {
        int count = 0;
        for (int[] nodes : replicas) {
            if (contains(nodes, node)) {
                count++;
            }
        }
        return count;
    }

    Table with(int node) {
        int[] more = Arrays.copyOf(members, members.length + 1);
        more[members.length] = node;
        return new Table(version + 1, more, replicas);
    }

    /** Without a member: in each slot that it kept the next copy takes its place. */
    Table without(int node) {
        int[][] left = new int[replicas.length][];
        for (int slot = 0; slot < left.length; slot++) {
            left[slot] = remove(replicas[slot], node);
        }
        return new Table(version + 1, remove(members, node), left);
    }

    /** With other keepers of some slots: {@code changed[slot]} is null where nothing changes. */
    Table withReplicas(int[][] changed) {
        int[][] now = replicas.clone();
        for (int slot = 0; slot < now.length; slot++) {
            if (changed[slot] != null) {
                now[slot] = changed[slot];
            }
        }
        return new Table(version + 1, members, now);
    }

    /** How a member sees it. */
    ClusterView view(Node self, List<Node> nodes) {
        List<Member> list = new ArrayList<>(members.length);
        for (int number : members) {
            list.add(nodes.get(number).member());
        }
        String[] keepers = new String[replicas.length];
        for (int slot = 0; slot < keepers.length; slot++) {
            int primary = primary(slot);
            keepers[slot] = primary == NOBODY ? null : nodes.get(primary).id();
        }
        return new ClusterView(self.id(), list, Arrays.asList(keepers));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("table " + version + " members " + Arrays.toString(members));
        for (int[] nodes : replicas) {
            text.append(' ').append(Arrays.toString(nodes).replace(" ", ""));
        }
        return text.toString();
    }

    static boolean contains(int[] nodes, int node) {
        for (int each : nodes) {
            if (each == node) {
                return true;
            }
        }
        return false;
    }

    static int[] remove(int[] nodes, int node) {
        return contains(nodes, node)
                ? Arrays.stream(nodes).filter(each -> each != node).toArray()
                : nodes;
    }

    static int[] append(int[] nodes, int node) {
        int[] more = Arrays.copyOf(nodes, nodes.length + 1);
        more[nodes.length] = node;
        return more;
    }
}
