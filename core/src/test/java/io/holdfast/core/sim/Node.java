// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One process of the cluster: what it keeps, what it knows of the others, and whether it runs. */
final class Node {

    /** Whether what is due in a process happens. */
    private enum Life {
        RUNNING,
        PAUSED,
        DEAD
    }

    /** Members that are lost by one cause are all removed within this. */
    private static final long SETTLING = 2000 * MS;

    /** A manifest as one member keeps it; no bytes if it was removed. The later change has the higher stamp. */
    record Copy(byte[] bytes, long stamp) {}

    private final World world;
    private final int number;
    private final Member member;
    private final boolean runsApplication;
    private final long skewMillis;
    private final List<Map<FragmentKey, byte[]>> fragments = new ArrayList<>();
    private final List<Map<CheckpointId, Copy>> manifests = new ArrayList<>();
    private final Deque<Runnable> frozen = new ArrayDeque<>();
    private final List<Consumer<Cluster.Change>> listeners = new ArrayList<>();
    private final Set<Invocation<?>> pending = new LinkedHashSet<>();
    private Life life = Life.RUNNING;
    private Table table;
    private ClusterView view;
    private boolean minority;
    private boolean doomed;
    private long busyUntil;
    private long lossAt = -SETTLING;
    private int removedIn = Integer.MAX_VALUE;
    private int fuse;
    private Runnable bang;
    private Application application;

    Node(World world, int number, Member member, boolean runsApplication, long skewMillis, Table table) {
        this.world = world;
        this.number = number;
        this.member = member;
        this.runsApplication = runsApplication;
        this.skewMillis = skewMillis;
        this.table = table;
        for (int slot = 0; slot < table.replicas().length; slot++) {
            fragments.add(new HashMap<>());
            manifests.add(new HashMap<>());
        }
    }

    int number() {
        return number;
    }

    Member member() {
        return member;
    }

    String id() {
        return member.id();
    }

    boolean runsApplication() {
        return runsApplication;
    }

    long skewMillis() {
        return skewMillis;
    }

    Map<FragmentKey, byte[]> fragments(int slot) {
        return fragments.get(slot);
    }

    /** Hands the fragments of a slot over; keeps none. */
    Map<FragmentKey, byte[]> giveFragments(int slot) {
        return fragments.set(slot, new HashMap<>());
    }

    void takeFragments(int slot, Map<FragmentKey, byte[]> given) {
        fragments.set(slot, given);
    }

    Map<CheckpointId, Copy> manifests(int slot) {
        return manifests.get(slot);
    }

    Set<Invocation<?>> pending() {
        return pending;
    }

    List<Consumer<Cluster.Change>> listeners() {
        return listeners;
    }

    Table table() {
        return table;
    }

    ClusterView view() {
        if (view == null) {
            view = table.view(this, world.nodes());
        }
        return view;
    }

    /** Whether it answers for the slot, as far as it knows. */
    boolean serves(int slot) {
        return table.primary(slot) == number && !world.master().isMoving(slot);
    }

    /** Learns of a newer table, and tells its listeners. */
    void install(Table newer) {
        if (newer.version() <= table.version() || removedIn <= newer.version()) {
            return;
        }
        Set<Integer> lost = new HashSet<>();
        for (int version = table.version() + 1; version <= newer.version(); version++) {
            lost.addAll(world.master().lostIn(version));
        }
        ClusterView before = view();
        Table older = table;
        for (int each : older.members()) {
            lossAt = newer.has(each) ? lossAt : world.loop().now();
        }
        table = newer;
        view = null;
        for (int slot = 0; slot < newer.replicas().length; slot++) {
            if (older.keeps(slot, number) && !newer.keeps(slot, number)) {
                manifests.get(slot).clear();
            }
            if (older.primary(slot) == number && newer.primary(slot) != number) {
                fragments.get(slot).clear();
            }
        }
        Cluster.Change change = new Cluster.Change(before, view(), lost);
        List.copyOf(listeners).forEach(listener -> listener.accept(change));
        List.copyOf(pending).forEach(invocation -> invocation.membersChanged(newer));
    }

    /**
     * Whether it lost members or stood still a moment ago and the slot has not all its copies: until it knows whether it is
     * one of those that were shut out it believes no answer from there.
     */
    boolean isUnsettled(int slot) {
        int keepers = 0;
        for (int each : table.members()) {
            keepers += world.node(each).member().storesData() ? 1 : 0;
        }
        return world.loop().now() - lossAt < SETTLING
                && table.replicas()[slot].length < Math.min(world.scenario().copies(), keepers);
    }

    /** Something happens in this process: now, when it resumes, or never. */
    void run(Runnable work) {
        switch (life) {
            case RUNNING -> work.run();
            case PAUSED -> frozen.add(work);
            case DEAD -> {}
        }
    }

    /** Something happens in this process after a time. */
    void after(long delay, Runnable work) {
        world.loop().after(delay, () -> run(work));
    }

    boolean isRunning() {
        return life == Life.RUNNING;
    }

    boolean isDead() {
        return life == Life.DEAD;
    }

    boolean isPaused() {
        return life == Life.PAUSED;
    }

    void die() {
        life = Life.DEAD;
        doomed = true;
        frozen.clear();
        pending.clear();
        listeners.clear();
        fragments.forEach(Map::clear);
        manifests.forEach(Map::clear);
    }

    /** For so long it has no time for fragments: its heartbeats go on, and the rest of its work. */
    void busy(long time) {
        busyUntil = world.loop().now() + time;
    }

    boolean isBusy() {
        return world.loop().now() < busyUntil;
    }

    void pause() {
        if (life == Life.RUNNING) {
            life = Life.PAUSED;
        }
    }

    void resume() {
        if (life != Life.PAUSED) {
            return;
        }
        life = Life.RUNNING;
        lossAt = world.loop().now(); // it knows that it stood still, and not what happened meanwhile
        List<Runnable> due = List.copyOf(frozen);
        frozen.clear();
        due.forEach(this::run);
    }

    /** After so many messages more, in the middle of whatever it does then, something happens to it. */
    void fuse(int messages, Runnable happening) {
        fuse = messages;
        bang = happening;
    }

    /** It is about to send a message. */
    void burn() {
        if (bang != null && --fuse <= 0) {
            Runnable happening = bang;
            bang = null;
            happening.run();
        }
    }

    /** Whether it sees only a minority and refuses everything. */
    boolean isMinority() {
        return minority;
    }

    void minority(boolean is) {
        minority = is;
    }

    /** Whether it failed, or will be found to have: nothing that it keeps counts any more. */
    boolean isDoomed() {
        return doomed;
    }

    void doom() {
        doomed = true;
    }

    /** It is not a member from that version on, whether it knows or not. */
    void removedIn(int version) {
        removedIn = version;
    }

    /** Whether one that has this table listens to it. */
    boolean isHeardBy(Table other) {
        return other.version() < removedIn;
    }

    boolean isMember() {
        return removedIn == Integer.MAX_VALUE;
    }

    Application application() {
        return application;
    }

    void application(Application runs) {
        this.application = runs;
    }

    @Override
    public String toString() {
        return member.id();
    }
}
