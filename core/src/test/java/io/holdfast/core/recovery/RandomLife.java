// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static io.holdfast.core.memory.Ensemble.result;
import static io.holdfast.core.recovery.RandomSession.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import io.holdfast.core.port.Grid;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** One session through a random life on a memory cluster; what must hold of it is checked at every step. */
final class RandomLife {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final SplittableRandom random;
    private final Ensemble ensemble = new Ensemble();
    private final Map<String, Distributor> members = new LinkedHashMap<>();
    private final Map<String, Garbage> collectors = new LinkedHashMap<>();
    private final Chronicle chronicle = new Chronicle();
    private final RandomSession session;
    private int joined;

    RandomLife(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 2 + random.nextInt(6); i > 0; i--) {
            join();
        }
        session = new RandomSession(random, ensemble, members, chronicle, any());
    }

    Chronicle chronicle() {
        return chronicle;
    }

    void live(int steps) {
        session.call();
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> session.call();
                case 3, 4, 5 -> callWithFaults();
                case 6 -> join();
                case 7 -> leave();
                case 8, 9 -> crash();
                case 10 -> session.takeover(any());
                case 11 -> raceTakeover();
                case 12 -> session.staleOwnersTry();
                default -> land();
            }
            session.check();
        }
        collectGarbage();
    }

    private void join() {
        String id = "n" + joined++;
        chronicle.add("join " + id);
        ensemble.join(id);
        members.put(id, ensemble.distributor(id));
        collectors.put(id, new Garbage(ensemble.grid(id), GRACE));
    }

    private void leave() {
        String id = any();
        if (members.size() > 2) {
            chronicle.add("leave " + id);
            boolean isOwner = id.equals(session.owner());
            if (isOwner) {
                session.release();
            }
            remove(id);
            ensemble.cluster().leave(id);
            if (isOwner) {
                session.recover(orphanClaimer());
            }
        }
    }

    /** As many members as are tolerated, at the same time, after everything was protected. */
    private void crash() {
        session.protect();
        int tolerated = session.tolerated(members.size() == 1);
        int most = Math.min(tolerated, members.size() - 1);
        Set<String> victims = new LinkedHashSet<>();
        for (int i = most == 0 ? 0 : 1 + random.nextInt(most); i > 0; i--) {
            victims.add(any());
        }
        chronicle.add("crash " + victims);
        victims.forEach(victim -> {
            remove(victim);
            ensemble.cluster().crash(victim);
        });
        if (victims.contains(session.owner())) {
            session.recover(orphanClaimer());
        } else if (victims.size() == tolerated) {
            // one fragment more than parity can replace: the live bean is the source now
            session.protect();
        }
    }

    private void remove(String id) {
        members.remove(id).close();
        collectors.remove(id);
    }

    private void callWithFaults() {
        FaultyGrid faults = ensemble.faults(session.owner());
        for (int i = random.nextInt(3); i >= 0; i--) {
            Operation operation =
                    pick(List.of(Operation.PUT, Operation.CAS_MANIFEST, Operation.READ_MANIFEST, Operation.REMOVE));
            Fault fault = pick(List.of(Fault.REFUSED, Fault.LOST_REQUEST, Fault.LOST_REPLY, Fault.LATE, Fault.HALF));
            chronicle.add("fault " + operation + " " + fault);
            if (random.nextBoolean()) {
                faults.next(operation, fault);
            } else {
                faults.always(operation, fault);
            }
        }
        session.callWithFaults();
        faults.heal();
    }

    private void raceTakeover() {
        String next = any();
        if (next.equals(session.owner())) {
            return;
        }
        land();
        FaultyGrid faults = ensemble.faults(session.owner());
        Operation operation = pick(List.of(Operation.PUT, Operation.CAS_MANIFEST));
        Fault fault = pick(List.of(Fault.HELD, Fault.SLOW));
        chronicle.add("takeover by " + next + " with " + operation + " " + fault);
        faults.next(operation, fault);
        int answer = random.nextInt(3);
        session.callAndLose(
                next,
                () -> {
                    if (answer == 0) {
                        ensemble.clock().onLeap(faults::release);
                    } else if (answer == 1) {
                        faults.release();
                    }
                },
                () -> {
                    ensemble.clock().onLeap(() -> {});
                    faults.release();
                    faults.heal();
                });
    }

    /** All members decide alone, and one of them claims. */
    private String orphanClaimer() {
        Manifest manifest = ensemble.manifest(ID);
        List<String> claimers = members.keySet().stream()
                .filter(member -> {
                    Grid grid = ensemble.grid(member);
                    assertThat(Orphans.isOrphan(grid.cluster().view(), manifest))
                            .isTrue();
                    return Orphans.candidates(grid.manifests(), grid.cluster().view(), "shop", members.keySet())
                            .contains(ID);
                })
                .toList();
        assertThat(claimers).as("claimers").hasSize(1);
        return claimers.get(0);
    }

    /** What was late lands. */
    private void land() {
        chronicle.add("landed "
                + members.keySet().stream()
                        .mapToInt(id -> ensemble.faults(id).release())
                        .sum());
    }

    /** I4: after the grace and two looks, what no manifest needs is gone; what is needed is there. */
    private void collectGarbage() {
        land();
        session.protect();
        for (int look = 0; look < 3; look++) {
            collectors.values().forEach(garbage -> result(garbage.collect()));
            ensemble.clock().leap(GRACE);
        }
        Set<FragmentKey> needed = new HashSet<>();
        ensemble.manifest(ID).current().groups().forEach(group -> needed.addAll(group.keys(ID)));
        assertThat(ensemble.cluster().fragmentKeys()).as("needed").containsAll(needed);
        ensemble.manifest(ID).groups().forEach(group -> needed.addAll(group.keys(ID)));
        assertThat(needed).as("I4").containsAll(ensemble.cluster().fragmentKeys());
    }

    private String any() {
        return pick(List.copyOf(members.keySet()));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
