// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.sim.Node.Copy;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** What the keeper of a first copy does: changes it, then has the other copies changed, then answers. */
final class ManifestKeeper {

    private static final long CONFIRMATION_LIMIT = 300 * MS;

    private final World world;

    ManifestKeeper(World world) {
        this.world = world;
    }

    /** The bytes that stand in a copy; null if there are none. */
    static byte[] standing(Node node, int slot, CheckpointId id) {
        Copy copy = node.manifests(slot).get(id);
        return copy == null ? null : copy.bytes();
    }

    /** Replaces what stands there if it is what was expected; null stands for nothing. */
    void change(Node keeper, CheckpointId id, byte[] expected, byte[] update, Consumer<Answer<Boolean>> reply) {
        int slot = world.slotOf(id);
        byte[] standing = standing(keeper, slot, id);
        if (!world.mutation().matches(standing, expected)) {
            reply.accept(Answer.done(false));
            return;
        }
        Copy copy = new Copy(update, stampAfter(keeper.manifests(slot).get(id), keeper.table()));
        keeper.manifests(slot).put(id, copy);
        if (world.trace().isOn()) {
            world.trace().line(keeper.id(), "changes " + id + " to " + World.text(id, update));
        }
        new Confirmations(keeper, slot, id, copy, reply).ask();
    }

    /** A later term of a first copy, or a later change in it, has the higher stamp. */
    private static long stampAfter(Copy before, Table table) {
        long least = (long) table.version() << 32;
        return before == null ? least : Math.max(least, before.stamp() + 1);
    }

    /** Whether the member accepts a change from that first copy; it does not if it knows of a newer one. */
    private static boolean accepts(Node node, int slot, Node keeper) {
        Table newer = node.table().version() > keeper.table().version() ? node.table() : keeper.table();
        return newer.primary(slot) == keeper.number() && newer.keeps(slot, node.number()) && !node.isMinority();
    }

    /** Makes a copy like the first one. */
    static void copyAll(Node from, Node to, int slot) {
        Map<CheckpointId, Copy> target = to.manifests(slot);
        target.clear();
        target.putAll(from.manifests(slot));
    }

    private final class Confirmations {
        private final Node keeper;
        private final int slot;
        private final CheckpointId id;
        private final Copy copy;
        private final Consumer<Answer<Boolean>> reply;
        private final int[] others;
        private final boolean[] copied;
        private final boolean[] confirmed;
        private int uncopied;
        private int missing;
        private boolean answered;

        Confirmations(Node keeper, int slot, CheckpointId id, Copy copy, Consumer<Answer<Boolean>> reply) {
            this.keeper = keeper;
            this.slot = slot;
            this.id = id;
            this.copy = copy;
            this.reply = reply;
            int[] all = keeper.table().replicas()[slot];
            this.others = Arrays.copyOfRange(all, 1, all.length);
            this.copied = new boolean[others.length];
            this.confirmed = new boolean[others.length];
            this.uncopied = others.length;
            this.missing = others.length;
        }

        void ask() {
            for (int i = 0; i < others.length; i++) {
                int asked = i;
                Node other = world.node(others[i]);
                world.network().send(keeper, other, () -> {
                    if (accepts(other, slot, keeper)) {
                        Copy has = other.manifests(slot).get(id);
                        if (has == null || has.stamp() <= copy.stamp()) {
                            other.manifests(slot).put(id, copy);
                            copied(asked);
                            world.network().send(other, keeper, () -> confirm(asked));
                        }
                    }
                });
            }
            if (uncopied == 0 && world.master().table().primary(slot) == keeper.number()) {
                world.oracle().published(id, copy.bytes());
            }
            if (missing == 0 || world.mutation().answersBeforeCopies()) {
                answer(Answer.done(true));
            } else {
                keeper.after(CONFIRMATION_LIMIT, () -> answer(Answer.of(Answer.Kind.UNCONFIRMED)));
            }
        }

        /** Only the oracle knows this at once. */
        private void copied(int other) {
            if (!copied[other]) {
                copied[other] = true;
                boolean stands = world.master().table().primary(slot) == keeper.number()
                        && copy.equals(keeper.manifests(slot).get(id));
                if (--uncopied == 0 && stands) {
                    world.oracle().published(id, copy.bytes());
                }
            }
        }

        private void confirm(int other) {
            if (!confirmed[other]) {
                confirmed[other] = true;
                if (--missing == 0) {
                    answer(Answer.done(true));
                }
            }
        }

        private void answer(Answer<Boolean> answer) {
            if (!answered) {
                answered = true;
                reply.accept(answer);
            }
        }
    }
}
