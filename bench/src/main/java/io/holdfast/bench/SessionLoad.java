// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import com.hazelcast.map.IMap;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.DistributorSettings;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sessions of one member, and as many entries of an ordinary map, written by turns. Not thread-safe. */
final class SessionLoad {

    static final String APPLICATION = "bench";
    static final String CODEC = "bench";

    /** How many sessions a writer has: their keys lie on all members. */
    private static final int SESSIONS = 24;

    private final Grid grid;
    private final IMap<String, byte[]> peer;
    private final Distributor distributor;
    private final List<Session> filled = new ArrayList<>();
    private int writers;

    /** One session; its state changes before it is written, which is not part of the time. */
    private final class Session {
        private final SplittableRandom random;
        private final OwnedCheckpoint owned;
        private byte[] state;

        Session(String name, int size) {
            random = new SplittableRandom(name.hashCode());
            owned = OwnedCheckpoint.fresh(
                    new CheckpointId(APPLICATION, name),
                    grid.cluster().view().self(),
                    MemberMain.BACKUPS,
                    grid.clock().millis());
            state = new byte[size];
            random.nextBytes(state);
        }

        void change(Change change) {
            state = change.apply(state, random);
        }

        void commit() {
            distributor.commit(owned, CODEC, state).toCompletableFuture().join();
        }

        void set() {
            peer.set(owned.id().session(), state);
        }
    }

    /** One way to write a session. */
    private interface Write {
        void of(Session session);
    }

    private final class Writer {
        private final List<Session> sessions = new ArrayList<>();
        private int turn;

        Writer(int size) {
            writers++;
            for (int i = 0; i < SESSIONS; i++) {
                sessions.add(new Session("w" + writers + "-" + i, size));
                sessions.get(i).commit();
                sessions.get(i).set();
            }
        }

        /** Changes the next session, writes it, and answers how long that took, nanoseconds. */
        long write(Change change, Write write) {
            Session session = sessions.get(turn++ % SESSIONS);
            session.change(change);
            long begun = System.nanoTime();
            write.of(session);
            return System.nanoTime() - begun;
        }

        void end() {
            for (Session session : sessions) {
                distributor.end(session.owned).toCompletableFuture().join();
                peer.delete(session.owned.id().session());
            }
        }
    }

    SessionLoad(Grid grid, IMap<String, byte[]> peer) {
        this.grid = grid;
        this.peer = peer;
        distributor = new Distributor(grid, DistributorSettings.DEFAULTS);
    }

    Distributor distributor() {
        return distributor;
    }

    /** Writes so many states in each of so many rounds, each way; the first rounds count for nothing. */
    Map<String, Double> latency(int size, Change change, int rounds, int writes) {
        Writer writer = new Writer(size);
        double[][] times = new double[2][rounds * writes];
        for (int round = -Math.max(2, rounds / 4); round < rounds; round++) {
            for (int way = 0; way < 2; way++) {
                for (int i = 0; i < writes; i++) {
                    double time = writer.write(change, way == 0 ? Session::commit : Session::set) / 1e3;
                    if (round >= 0) {
                        times[way][round * writes + i] = time;
                    }
                }
            }
        }
        writer.end();
        Arrays.sort(times[0]);
        Arrays.sort(times[1]);
        return Map.of(
                "ours.p50", Results.quantile(times[0], 0.5),
                "ours.p99", Results.quantile(times[0], 0.99),
                "peer.p50", Results.quantile(times[1], 0.5),
                "peer.p99", Results.quantile(times[1], 0.99));
    }

    /** Writes with eight threads, by turns each way, rounds of so many milliseconds; answers writes a second. */
    Map<String, Double> throughput(int size, Change change, int rounds, int millis) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CommitSet.WRITERS);
        List<Writer> each = new ArrayList<>();
        for (int i = 0; i < CommitSet.WRITERS; i++) {
            each.add(new Writer(size));
        }
        double[][] rates = new double[2][rounds];
        for (int round = -1; round < rounds; round++) {
            for (int way = 0; way < 2; way++) {
                Write write = way == 0 ? Session::commit : Session::set;
                long begun = System.nanoTime();
                long until = begun + millis * 1_000_000L;
                List<Future<Integer>> counts = new ArrayList<>();
                for (Writer writer : each) {
                    counts.add(threads.submit(() -> {
                        int count = 0;
                        for (; System.nanoTime() - until < 0; count++) {
                            writer.write(change, write);
                        }
                        return count;
                    }));
                }
                int written = 0;
                for (Future<Integer> count : counts) {
                    written += count.get();
                }
                if (round >= 0) {
                    rates[way][round] = written * 1e9 / (System.nanoTime() - begun);
                }
            }
        }
        threads.shutdown();
        each.forEach(Writer::end);
        return Map.of("ours", Results.median(rates[0]), "peer", Results.median(rates[1]));
    }

    /** Begins so many sessions and writes each twice, so that each has a version before the last; the map too. */
    Map<String, Double> fill(String name, int count, int size) {
        List<CompletableFuture<?>> under = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Session session = new Session(name + "-" + i, size);
            filled.add(session);
            session.commit();
            session.change(Change.ALL);
            session.commit();
            under.add(peer.setAsync(session.owned.id().session(), session.state).toCompletableFuture());
        }
        under.forEach(CompletableFuture::join);
        return Map.of();
    }

    /** Ends the sessions that were begun, and their entries in the map. */
    Map<String, Double> end() {
        for (Session session : filled) {
            distributor.end(session.owned).toCompletableFuture().join();
            peer.delete(session.owned.id().session());
        }
        filled.clear();
        return Map.of();
    }
}
