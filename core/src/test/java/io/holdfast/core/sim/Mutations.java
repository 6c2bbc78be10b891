// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.FragmentFormat;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import io.holdfast.core.recovery.Garbage;
import io.holdfast.core.sim.Violation.Invariant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.zip.CRC32C;

/** Deliberate mistakes, each with the invariants of which it breaks one or another. */
final class Mutations {

    private Mutations() {}

    /** Fragments go to the member whose bean they shall outlive. */
    static final Mutation PLACES_ON_THE_OWNER = ofGrid(
            "places on the owner",
            grid -> new GridDecorator(grid) {
                @Override
                ClusterView view() {
                    return withoutOwnSlots(super.view());
                }
            },
            Invariant.I1);

    /** All of them. */
    static List<Mutation> all() {
        return List.of(
                PLACES_ON_THE_OWNER,
                ofGrid(
                        "acknowledges before the fragments are stored",
                        grid -> new GridDecorator(grid) {
                            @Override
                            CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
                                super.putAll(fragments);
                                return CompletableFuture.completedStage(null);
                            }
                        },
                        Invariant.I1,
                        Invariant.I3),
                ofGrid(
                        "learns of no loss, so stores nothing again",
                        grid -> new GridDecorator(grid) {
                            @Override
                            Cluster.Change change(Cluster.Change change) {
                                return new Cluster.Change(change.before(), change.after(), Set.of());
                            }
                        },
                        Invariant.I1),
                ofGrid(
                        "takes what it reads back for published, though it may stand on one member only",
                        grid -> new GridDecorator(grid) {
                            @Override
                            CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
                                return Arrays.equals(expected, update)
                                        ? CompletableFuture.completedStage(true)
                                        : super.compareAndSet(id, expected, update);
                            }
                        },
                        Invariant.I2,
                        Invariant.I3),
                ofGrid(
                        "takes silence for loss",
                        grid -> new GridDecorator(grid) {
                            @Override
                            CompletionStage<Optional<byte[]>> get(FragmentKey key) {
                                return super.get(key).exceptionally(failure -> Optional.empty());
                            }
                        },
                        Invariant.I1,
                        Invariant.I3),
                ofGrid(
                        "takes the previous version though the current one may still come",
                        grid -> new GridDecorator(grid) {
                            @Override
                            CompletionStage<Void> after(Duration delay) {
                                return super.after(delay.equals(Distributor.UNDISPUTED) ? Duration.ZERO : delay);
                            }
                        },
                        Invariant.I3),
                ofGrid(
                        "removes nothing",
                        grid -> new GridDecorator(grid) {
                            @Override
                            CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
                                return CompletableFuture.completedStage(null);
                            }
                        },
                        Invariant.I4),
                new Mutation("sets manifests whatever stands there", Invariant.I2) {
                    @Override
                    boolean matches(byte[] standing, byte[] expected) {
                        return true;
                    }
                },
                new Mutation("answers before all copies have the manifest", Invariant.I1, Invariant.I2, Invariant.I3) {
                    @Override
                    boolean answersBeforeCopies() {
                        return true;
                    }
                },
                new Mutation("sweeps what a commit has just stored", Invariant.I1, Invariant.I3) {
                    @Override
                    Duration grace() {
                        return Duration.ZERO;
                    }

                    @Override
                    CompletionStage<Integer> sweep(Garbage garbage) {
                        return garbage.collect().thenCompose(suspected -> garbage.collect());
                    }
                },
                new Mutation("never sweeps", Invariant.I4) {
                    @Override
                    Duration grace() {
                        return Duration.ofDays(1);
                    }
                },
                new Mutation("takes changed bytes for good ones", Invariant.I5) {
                    @Override
                    void flipped(FragmentKey key, byte[] fragment) {
                        sealAgain(key, fragment);
                    }
                });
    }

    private static Mutation ofGrid(String name, Function<Grid, GridDecorator> mistake, Invariant... breaks) {
        return new Mutation(name, breaks) {
            @Override
            Grid grid(Grid grid) {
                return mistake.apply(grid).grid();
            }
        };
    }

    /** A view in which the slots of the looking member seem to be kept by the next one that keeps data. */
    private static ClusterView withoutOwnSlots(ClusterView view) {
        List<Member> others = view.backupsOf(view.self());
        List<String> keepers = new ArrayList<>();
        for (int slot = 0; slot < view.slotCount(); slot++) {
            String keeper = view.keeper(slot).map(Member::id).orElse(null);
            boolean isOwn = view.self().equals(keeper) && !others.isEmpty();
            keepers.add(isOwn ? others.get(slot % others.size()).id() : keeper);
        }
        return new ClusterView(view.self(), view.members(), keepers);
    }

    /** Makes the checksum right: what remains to find the change is the digest of the whole state. */
    private static void sealAgain(FragmentKey key, byte[] fragment) {
        CRC32C crc = new CRC32C();
        crc.update(key.checkpoint().key().getBytes(StandardCharsets.UTF_8));
        crc.update(fragment, 0, FragmentFormat.HEADER - Integer.BYTES);
        crc.update(fragment, FragmentFormat.HEADER, fragment.length - FragmentFormat.HEADER);
        ByteBuffer.wrap(fragment).putInt(FragmentFormat.HEADER - Integer.BYTES, (int) crc.getValue());
    }
}
