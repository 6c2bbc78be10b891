// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A cluster of members in one heap. Every member has its {@link Grid}; fragments die with the member that keeps them,
 * manifests do not. Every operation completes at once. Thread-safe.
 */
public final class MemoryCluster {

    private final Object telling = new Object();
    private final int copies;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<Object, Subscriber> subscribers = new LinkedHashMap<>();
    private final Map<String, ClusterView> views = new LinkedHashMap<>();
    private final String[] keepers;
    private final Map<FragmentKey, byte[]> fragments = new ConcurrentHashMap<>();
    private final Map<CheckpointId, byte[]> manifests = new ConcurrentHashMap<>();

    private record Subscriber(String member, Consumer<Cluster.Change> listener) {}

    /**
     * An empty cluster.
     *
     * @param slots how many slots the fragment store has
     * @param copies what {@link io.holdfast.core.port.ManifestStore#copies()} answers
     */
    public MemoryCluster(int slots, int copies) {
        this.copies = copies;
        this.keepers = new String[slots];
    }

    /** Lets a member join and returns its grid. Slots move to it, with their fragments, until all have equal shares. */
    public Grid join(Member member) {
        change(() -> {
            members.put(member.id(), member);
            return Set.of();
        });
        return new Grid(
                new MemoryFragments(fragments, () -> view(member.id())),
                new MemoryManifests(manifests, () -> view(member.id()), copies),
                new MemberCluster(member.id()),
                new SystemClock());
    }

    /** Ends a member without warning: the fragments that it keeps are lost. */
    public void crash(String member) {
        change(() -> {
            Set<Integer> lost = slotsOf(member);
            fragments.keySet().removeIf(key -> lost.contains(key.slot()));
            members.remove(member);
            return lost;
        });
    }

    /** Lets a member leave; its slots move to the others with their fragments. */
    public void leave(String member) {
        change(() -> {
            members.remove(member);
            return Set.of();
        });
    }

    /** The bytes of a fragment, to look at or to damage; null if it is not there. */
    public byte[] fragment(FragmentKey key) {
        return fragments.get(key);
    }

    /** All fragments that are there. */
    public Set<FragmentKey> fragmentKeys() {
        return Set.copyOf(fragments.keySet());
    }

    /** The bytes of a manifest, to look at or to damage; null if it is not there. */
    public byte[] manifest(CheckpointId id) {
        return manifests.get(id);
    }

    private interface Happening {
        Set<Integer> lostSlots();
    }

    private void change(Happening happening) {
        // held until all were told: the next change must not overtake this one; views can be read meanwhile
        synchronized (telling) {
            List<Runnable> calls = new ArrayList<>();
            synchronized (this) {
                Map<Object, ClusterView> before = new LinkedHashMap<>();
                subscribers.forEach((token, subscriber) -> before.put(token, view(subscriber.member())));
                Set<Integer> lost = happening.lostSlots();
                balance();
                views.clear();
                subscribers.values().removeIf(subscriber -> !members.containsKey(subscriber.member()));
                subscribers.forEach((token, subscriber) -> {
                    Cluster.Change change = new Cluster.Change(before.get(token), view(subscriber.member()), lost);
                    calls.add(() -> subscriber.listener().accept(change));
                });
            }
            calls.forEach(Runnable::run);
        }
    }

    private synchronized ClusterView view(String self) {
        return views.computeIfAbsent(
                self, id -> new ClusterView(id, List.copyOf(members.values()), Arrays.asList(keepers.clone())));
    }

    private Set<Integer> slotsOf(String member) {
        Set<Integer> kept = new HashSet<>();
        for (int slot = 0; slot < keepers.length; slot++) {
            if (member.equals(keepers[slot])) {
                kept.add(slot);
            }
        }
        return kept;
    }

    /** Gives slots of members that are gone, or that have too many, to those that have the fewest. */
    private void balance() {
        List<String> storing = members.values().stream()
                .filter(Member::storesData)
                .map(Member::id)
                .toList();
        Map<String, Integer> share = new LinkedHashMap<>();
        storing.forEach(id -> share.put(id, 0));
        int least = storing.isEmpty() ? 0 : keepers.length / storing.size();
        int larger = storing.isEmpty() ? 0 : keepers.length % storing.size();
        for (int slot = 0; slot < keepers.length; slot++) {
            Integer has = keepers[slot] == null ? null : share.get(keepers[slot]);
            if (has == null || has > least || (has == least && larger == 0)) {
                keepers[slot] = null;
            } else {
                share.put(keepers[slot], has + 1);
                larger -= has == least ? 1 : 0;
            }
        }
        for (int slot = 0; slot < keepers.length && !storing.isEmpty(); slot++) {
            if (keepers[slot] == null) {
                keepers[slot] = storing.stream()
                        .min((a, b) -> share.get(a) - share.get(b))
                        .orElseThrow();
                share.merge(keepers[slot], 1, Integer::sum);
            }
        }
    }

    private final class MemberCluster implements Cluster {
        private final String self;

        MemberCluster(String self) {
            this.self = self;
        }

        @Override
        public ClusterView view() {
            return MemoryCluster.this.view(self);
        }

        @Override
        public Subscription onChange(Consumer<Change> listener) {
            Object token = new Object();
            synchronized (MemoryCluster.this) {
                subscribers.put(token, new Subscriber(self, listener));
            }
            return () -> {
                synchronized (MemoryCluster.this) {
                    subscribers.remove(token);
                }
            };
        }
    }
}
