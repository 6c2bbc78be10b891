// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.checkpoint.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Scheme;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Feeds damaged bytes to the decoders. Whatever they are, a decoder accepts them or throws
 * {@link UnreadableFormatException}, and allocates in proportion to what it was given.
 *
 * <p>{@code -Dholdfast.fuzz.inputs} says how many inputs each decoder gets, {@code -Dholdfast.fuzz.seed} with which it
 * begins: every input has a seed of its own, which a failure names.
 */
final class FormatFuzzTest {

    private static final int INPUTS = Integer.getInteger("holdfast.fuzz.inputs", 300_000);
    private static final long FIRST = Long.getLong("holdfast.fuzz.seed", 1);
    private static final int SAMPLES = 64;

    /** An exception with its stack trace and message, and a cause: what a refusal may cost however short the input. */
    private static final int REFUSAL = 8 * 1024;

    /** The objects that one byte may stand for: a reference to a group, a slot, a share of a group's fields. */
    private static final int EACH_BYTE = 16;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long mostAllocated;

    @Test
    void manifestsAreAcceptedOrRefused() {
        onShortStack(this::manifests);
    }

    @Test
    void fragmentsAreAcceptedOrRefused() {
        onShortStack(this::fragments);
    }

    @Test
    void recordsAreAcceptedOrRefused() {
        onShortStack(this::records);
    }

    @Test
    void messagesAboutStripingAreAcceptedOrRefused() {
        onShortStack(this::messages);
    }

    /** An exception costs what its stack trace costs: millions of them are cheaper in a thread of their own. */
    private static void onShortStack(Runnable fuzz) {
        CompletableFuture.runAsync(fuzz, work -> new Thread(work, "fuzz").start())
                .join();
    }

    private void manifests() {
        byte[][] samples = samples(random -> ManifestFormat.encode(Samples.manifest(random)));
        for (long seed = FIRST; seed < FIRST + INPUTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] mutant = mutant(random, samples);
            byte[] input = random.nextInt(4) == 0 ? mutant : Samples.resealManifest(CART, mutant);
            feed(
                    seed,
                    input,
                    bytes -> ManifestFormat.decode(random.nextInt(64) == 0 ? OTHER : CART, bytes),
                    accepted -> {
                        Manifest again = ManifestFormat.decode(CART, ManifestFormat.encode(accepted));
                        return again.equals(accepted);
                    });
        }
        report("manifest", Set.of("HF1101", "HF1102", "HF1103", "HF1104", "accepted"));
    }

    private void fragments() {
        GroupId id = new GroupId(new Version(2, 345), 6);
        Group group = new Group(id, new Digest(1, 2), 150, new Scheme(2, 1, 2), new int[6]);
        int index = 5;
        byte[][] samples = samples(random -> Samples.fragment(random, CART, group, index));
        for (long seed = FIRST; seed < FIRST + INPUTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] mutant = mutant(random, samples);
            byte[] input = random.nextInt(4) == 0 ? mutant : Samples.resealFragment(CART, mutant);
            int length = samples[0].length;
            feed(seed, input, bytes -> check(group, index, bytes), accepted -> accepted.length == length);
        }
        report("fragment", Set.of("HF1111", "HF1112", "HF1113", "HF1114", "accepted"));
    }

    private static byte[] check(Group group, int index, byte[] bytes) {
        FragmentFormat.check(CART, group, index, bytes);
        return bytes;
    }

    private void records() {
        byte[][] samples = samples(random -> Records.encode(Samples.records(random)));
        for (long seed = FIRST; seed < FIRST + INPUTS; seed++) {
            byte[] input = mutant(new SplittableRandom(seed), samples);
            feed(seed, input, Records::decode, accepted -> Arrays.equals(Records.encode(accepted), input));
        }
        report("records", Set.of("HF1121", "HF1122", "HF1104", "accepted"));
    }

    private void messages() {
        byte[][] samples = samples(Samples::message);
        for (long seed = FIRST; seed < FIRST + INPUTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] mutant = mutant(random, samples);
            byte[] input = random.nextInt(4) == 0 ? mutant : Samples.resealMessage(mutant);
            feed(
                    seed,
                    input,
                    StripingFormat::decode,
                    accepted -> accepted instanceof StripingFormat.Answer answer
                            ? StripingFormat.decode(StripingFormat.encode(answer))
                                    .equals(answer)
                            : Arrays.equals(StripingFormat.encode((StripingFormat.Order) accepted), input));
        }
        report("message about striping", Set.of("HF1141", "HF1142", "HF1143", "HF1104", "accepted"));
    }

    private static byte[][] samples(Function<SplittableRandom, byte[]> sample) {
        byte[][] samples = new byte[SAMPLES][];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = sample.apply(new SplittableRandom(i));
        }
        return samples;
    }

    private static byte[] mutant(SplittableRandom random, byte[][] samples) {
        return Mutation.of(random, samples[random.nextInt(SAMPLES)], samples[random.nextInt(SAMPLES)]);
    }

    private <T> void feed(long seed, byte[] input, Function<byte[], T> decoder, Function<T, Boolean> right) {
        String outcome;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long allocated;
        try {
            T accepted = decoder.apply(input);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            outcome = right.apply(accepted) ? "accepted" : "seed " + seed + " is accepted as something else";
        } catch (UnreadableFormatException e) {
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            outcome = e.getMessage().substring(0, 6);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ", " + input.length + " bytes", e);
        }
        outcomes.merge(outcome, 1, Integer::sum);
        int bound = REFUSAL + EACH_BYTE * input.length;
        if (allocated > bound) {
            allocated = again(input, decoder);
            assertThat(allocated)
                    .as("bytes allocated for %d, seed %d", input.length, seed)
                    .isLessThanOrEqualTo(bound);
        }
        mostAllocated = Math.max(mostAllocated, allocated);
    }

    /** The first use of a piece of code loads it, which allocates once; what the input costs, it costs each time. */
    private static <T> long again(byte[] input, Function<byte[], T> decoder) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Objects.requireNonNull(decoder.apply(input));
        } catch (UnreadableFormatException e) {
            // refused again, at the same cost
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void report(String decoder, Set<String> expected) {
        System.out.println("fuzz " + decoder + ": " + INPUTS + " inputs from seed " + FIRST + ", " + outcomes
                + ", most allocated " + mostAllocated + " bytes");
        if (INPUTS >= 10_000) {
            assertThat(outcomes).containsOnlyKeys(expected);
        } else {
            assertThat(expected).containsAll(outcomes.keySet());
        }
    }
}
