// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Moves slots and their copies until each has as many as it should and all members have equal shares. */
final class Moves {

    private static final int BATCH = 4;

    private final World world;
    private final Chance chance;
    private boolean scheduled;

    Moves(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    /** One slot gets other keepers. */
    private record Move(int slot, int[] from, int[] to) {
        boolean changesPrimary() {
            return from[0] != to[0];
        }
    }

    /** Something changed: look what has to move. */
    void soon() {
        if (!scheduled) {
            scheduled = true;
            world.loop().after(chance.time(5 * MS, 250 * MS), () -> {
                scheduled = false;
                step();
            });
        }
    }

    /** Moves the keeper of some slots, for no reason that anyone could know. */
    void shuffle(int count) {
        List<Node> keepers = world.master().keepers();
        Map<Integer, Move> moves = new HashMap<>();
        for (int i = 0; i < count && keepers.size() > 1; i++) {
            int slot = chance.below(world.slots());
            int[] from = world.master().table().replicas()[slot];
            int to = chance.of(keepers).number();
            if (from.length > 0 && from[0] != to) {
                moves.put(slot, new Move(slot, from, first(from, to)));
            }
        }
        begin(new ArrayList<>(moves.values()));
    }

    private void step() {
        resynchronize();
        world.master().releaseLeavers();
        List<Move> moves = plan();
        if (!moves.isEmpty()) {
            begin(moves);
            soon();
        }
    }

    /** Further copies that differ from the first are made like it. */
    void resynchronize() {
        Table table = world.master().table();
        for (int slot = 0; slot < world.slots(); slot++) {
            int[] nodes = table.replicas()[slot];
            for (int i = 1; i < nodes.length; i++) {
                if (isFirstCopyReady(nodes[0], slot) && canReach(nodes[0], nodes[i])) {
                    ManifestKeeper.copyAll(world.node(nodes[0]), world.node(nodes[i]), slot);
                }
            }
        }
    }

    private boolean isFirstCopyReady(int node, int slot) {
        return world.node(node).isRunning() && world.node(node).table().primary(slot) == node;
    }

    private boolean canReach(int from, int to) {
        return world.node(from).isRunning()
                && world.node(to).isRunning()
                && !world.network().isCut(world.node(from), world.node(to));
    }

    private List<Move> plan() {
        Master master = world.master();
        Table table = master.table();
        List<Node> keepers = master.keepers();
        int want = Math.min(world.scenario().copies(), keepers.size());
        List<Move> moves = new ArrayList<>();
        int[][] planned = table.replicas().clone();
        for (int slot = 0; slot < planned.length && moves.size() < BATCH; slot++) {
            int[] from = planned[slot];
            if (from.length == 0) {
                continue;
            }
            int[] to = from;
            for (int node : from) {
                to = master.isLeaving(node) ? replaced(to, node, planned, keepers) : to;
            }
            if (to == from && from.length < want) {
                to = Table.append(from, least(planned, keepers, from, false));
            }
            if (to != from) {
                moves.add(new Move(slot, from, to));
                planned[slot] = to;
            }
        }
        if (moves.isEmpty()) {
            balance(planned, keepers, moves);
        }
        return moves;
    }

    /** Another takes the place of the one that leaves; where there is none, there is one copy less. */
    private static int[] replaced(int[] nodes, int leaver, int[][] planned, List<Node> keepers) {
        int[] now = nodes;
        if (nodes[0] == leaver) {
            int next = least(planned, keepers, new int[0], true);
            if (next == Table.NOBODY) {
                return nodes;
            }
            now = first(nodes, next);
        }
        int other = least(planned, keepers, now, false);
        if (!Table.contains(now, leaver)) {
            return now;
        }
        return other == Table.NOBODY
                ? Table.remove(now, leaver)
                : Arrays.stream(now).map(node -> node == leaver ? other : node).toArray();
    }

    private static void balance(int[][] planned, List<Node> keepers, List<Move> moves) {
        for (int i = 0; i < BATCH && !keepers.isEmpty(); i++) {
            Map<Integer, Integer> share = shares(planned, keepers, true);
            int most = keepers.stream()
                    .map(Node::number)
                    .max(Comparator.comparing(share::get))
                    .orElseThrow();
            int least = least(planned, keepers, new int[0], true);
            if (share.get(most) - share.get(least) < 2) {
                return;
            }
            for (int slot = 0; slot < planned.length; slot++) {
                int[] from = planned[slot];
                boolean isMoved = moves.stream().map(Move::slot).anyMatch(Integer.valueOf(slot)::equals);
                if (!isMoved && from.length > 0 && from[0] == most) {
                    planned[slot] = first(from, least);
                    moves.add(new Move(slot, from, planned[slot]));
                    break;
                }
            }
        }
    }

    /** With that node as keeper; it changes places with the former one if it had a copy, else that one has none. */
    private static int[] first(int[] nodes, int node) {
        int[] now = nodes.clone();
        for (int i = 1; i < now.length; i++) {
            if (now[i] == node) {
                now[i] = now[0];
            }
        }
        now[0] = node;
        return now;
    }

    private static Map<Integer, Integer> shares(int[][] planned, List<Node> keepers, boolean primaries) {
        Map<Integer, Integer> share = new HashMap<>();
        keepers.forEach(node -> share.put(node.number(), 0));
        for (int[] nodes : planned) {
            for (int i = 0; i < (primaries ? Math.min(1, nodes.length) : nodes.length); i++) {
                share.computeIfPresent(nodes[i], (node, count) -> count + 1);
            }
        }
        return share;
    }

    private static int least(int[][] planned, List<Node> keepers, int[] except, boolean primaries) {
        Map<Integer, Integer> share = shares(planned, keepers, primaries);
        return keepers.stream()
                .map(Node::number)
                .filter(node -> !Table.contains(except, node))
                .min(Comparator.comparing(share::get))
                .orElse(Table.NOBODY);
    }

    private void begin(List<Move> moves) {
        for (Move move : moves) {
            if (move.changesPrimary()) {
                world.master().moving(move.slot(), true);
            }
        }
        if (!moves.isEmpty()) {
            world.loop().after(chance.time(1 * MS, 60 * MS), () -> end(moves));
        }
    }

    private void end(List<Move> moves) {
        world.protection().around(() -> {
            int[][] changed = new int[world.slots()][];
            List<Integer> participants = new ArrayList<>();
            for (Move move : moves) {
                if (canMove(move)) {
                    carry(move);
                    changed[move.slot()] = move.to();
                    participants.add(move.from()[0]);
                    for (int node : move.to()) {
                        if (node == move.to()[0] || !Table.contains(move.from(), node)) {
                            participants.add(node);
                        }
                    }
                }
                world.master().moving(move.slot(), false);
            }
            if (!participants.isEmpty()) {
                world.master().change(world.master().table().withReplicas(changed), Set.of());
                participants.stream().distinct().forEach(node -> world.node(node)
                        .install(world.master().table()));
                world.master().publish();
            }
        });
        soon();
    }

    /** Whether all that take part are there, know what they keep, and nothing has changed meanwhile. */
    private boolean canMove(Move move) {
        Table table = world.master().table();
        int source = move.from()[0];
        if (table.replicas()[move.slot()] != move.from() || !isFirstCopyReady(source, move.slot())) {
            return false;
        }
        for (int node : move.to()) {
            boolean isNew = node == move.to()[0] || !Table.contains(move.from(), node);
            if (isNew
                    && (!table.has(node)
                            || !canReach(source, node)
                            || world.network().isMinority(world.node(node)))) {
                return false;
            }
        }
        return !world.network().isMinority(world.node(source));
    }

    private void carry(Move move) {
        Node source = world.node(move.from()[0]);
        Node target = world.node(move.to()[0]);
        for (int node : move.to()) {
            if (node != source.number() && (node == target.number() || !Table.contains(move.from(), node))) {
                ManifestKeeper.copyAll(source, world.node(node), move.slot());
            }
        }
        if (move.changesPrimary()) {
            target.takeFragments(move.slot(), source.giveFragments(move.slot()));
        }
    }
}
