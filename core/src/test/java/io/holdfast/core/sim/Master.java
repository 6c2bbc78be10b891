// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The authority on members and keepers: what it decides is true, and the members learn of it later. It stands for the
 * oldest member of the majority and whoever follows it, so it never fails itself.
 */
final class Master {

    private final World world;
    private final Chance chance;
    private final Moves moves;
    private final List<Set<Integer>> lost = new ArrayList<>();
    private final int[] lostIn;
    private final BitSet moving = new BitSet();
    private final Set<Integer> leaving = new HashSet<>();
    private Table table;

    Master(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
        this.table = Table.empty(world.slots());
        this.lostIn = new int[world.slots()];
        this.lost.add(Set.of());
        this.moves = new Moves(world, chance.split());
    }

    /** How it is in truth. */
    Table table() {
        return table;
    }

    Moves moves() {
        return moves;
    }

    /** Slots whose fragments were lost with the change to that version. */
    Set<Integer> lostIn(int version) {
        return lost.get(version);
    }

    /** The last version in which the slot lost its fragments; 0 if never. */
    int lastLoss(int slot) {
        return lostIn[slot];
    }

    /** Whether the slot is on its way and answers nobody. */
    boolean isMoving(int slot) {
        return moving.get(slot);
    }

    void moving(int slot, boolean is) {
        moving.set(slot, is);
    }

    boolean isLeaving(int node) {
        return leaving.contains(node);
    }

    /** Members that keep data and stay. */
    List<Node> keepers() {
        return keepers(table);
    }

    private List<Node> keepers(Table of) {
        List<Node> keepers = new ArrayList<>();
        for (int number : of.members()) {
            if (world.node(number).member().storesData() && !leaving.contains(number)) {
                keepers.add(world.node(number));
            }
        }
        return keepers;
    }

    /** A process starts and becomes a member. */
    Node join(String name, boolean storesData, boolean runsApplication) {
        int number = world.nodes().size();
        int zones = world.scenario().zones();
        String id = "m" + number;
        Member member = new Member(id, name, zones == 0 ? id : "zone-" + number % zones, storesData);
        Node node = new Node(
                world, number, member, runsApplication, chance.time(-5000, 5000), Table.empty(table.replicas().length));
        world.nodes().add(node);
        change(table.with(number), Set.of());
        node.install(table);
        if (storesData && table.primary(0) == Table.NOBODY) {
            int[][] all = new int[table.replicas().length][];
            for (int slot = 0; slot < all.length; slot++) {
                all[slot] = new int[] {number};
            }
            change(table.withReplicas(all), Set.of());
            node.install(table);
        }
        publish();
        moves.soon();
        return node;
    }

    /** A member was silent for too long: it is none any more. */
    void fail(Node node) {
        if (!table.has(node.number())) {
            return;
        }
        Set<Integer> gone = new HashSet<>();
        for (int slot = 0; slot < table.replicas().length; slot++) {
            if (table.primary(slot) == node.number()) {
                gone.add(slot);
            }
        }
        Table left = table.without(node.number());
        node.removedIn(left.version());
        leaving.remove(node.number());
        List<Node> keepers = keepers(left);
        int[][] filled = new int[left.replicas().length][];
        for (int slot = 0; slot < filled.length; slot++) {
            if (left.replicas()[slot].length == 0 && !keepers.isEmpty()) {
                filled[slot] = new int[] {chance.of(keepers).number()};
            }
        }
        change(
                new Table(
                        left.version(),
                        left.members(),
                        left.withReplicas(filled).replicas()),
                gone);
        publish();
        moves.soon();
    }

    /** A member wants to leave; what it keeps moves away first, then it ends. */
    void leave(Node node) {
        leaving.add(node.number());
        moves.soon();
    }

    /** Lets those go that have nothing left to keep. */
    void releaseLeavers() {
        for (int number : List.copyOf(leaving)) {
            if (table.copies(number) == 0) {
                leaving.remove(number);
                Node node = world.node(number);
                change(table.without(number), Set.of());
                node.removedIn(table.version());
                if (world.trace().isOn()) {
                    world.trace().line(node.id(), "has left");
                }
                world.protection().left(node);
                node.die();
                publish();
            }
        }
    }

    /** Changes the truth. */
    void change(Table next, Set<Integer> gone) {
        table = next;
        lost.add(gone);
        for (int slot : gone) {
            lostIn[slot] = next.version();
        }
        if (world.trace().isOn()) {
            world.trace().line("master", next + (gone.isEmpty() ? "" : " lost slots " + gone));
        }
    }

    /** Tells all members, each after a time of its own. */
    void publish() {
        Table news = table;
        for (int number : news.members()) {
            Node node = world.node(number);
            long lag = chance.of(0.08) ? chance.time(0, 800 * MS) : chance.time(50_000, 25 * MS);
            world.loop().after(lag, () -> {
                if (!isOutOfReach(node)) {
                    node.run(() -> node.install(news));
                }
            });
        }
    }

    private boolean isOutOfReach(Node node) {
        return world.network().isMinority(node);
    }
}
