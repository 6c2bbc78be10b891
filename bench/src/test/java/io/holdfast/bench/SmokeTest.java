// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each set still runs and finds the figures that are asked for; what they are is not looked at. */
final class SmokeTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void plotsGoToAFolderOfTheTest() {
        System.setProperty(Plot.FOLDER, folder.toString());
    }

    @Test
    void erasureFindsRatesAndRatios() throws Exception {
        Results results = new Results();
        new ErasureSet().run(Effort.SMOKE, results);
        assertThat(results.names())
                .contains(
                        "encode.4+2.64KiB.GBps",
                        "encode.4+2.64KiB.vs_table",
                        "encode.4+2.64KiB.vs_hadoop",
                        "reconstruct.4+2.64KiB.vs_encode");
        assertThat(results.get("encode.4+2.64KiB.GBps")).isPositive();
        results.write(folder.resolve("figures.json"));
        assertThat(Files.readString(folder.resolve("figures.json")))
                .startsWith("{")
                .contains("\"encode.4+2.64KiB.vs_table\":");
    }

    @Test
    void deltaFindsWhatIsSentAndAllocated() throws Exception {
        Results results = new Results();
        new DeltaSet().run(Effort.SMOKE, results);
        assertThat(results.get("delta.1MiB.one_changed.sent")).isBetween(0.001, 1.0);
        assertThat(results.get("delta.64KiB.unchanged.sent")).isZero();
        assertThat(results.get("delta.64KiB.all.sent")).isGreaterThan(1.25);
        assertThat(results.get("delta.1MiB.inserted_first_java.sent")).isPositive();
        assertThat(results.get("commit.64KiB.allocated")).isGreaterThan(1);
    }

    @Test
    void captureFindsTimesSizesAndWhatAnInsertionSends() throws Exception {
        Results results = new Results();
        new CaptureSet().run(Effort.SMOKE, results);
        assertThat(results.get("capture.16KiB.plain_bytes")).isBetween(15_000.0, 17_000.0);
        assertThat(results.get("capture.16KiB.fory_bytes")).isLessThan(results.get("capture.16KiB.plain_bytes"));
        assertThat(results.get("capture.16KiB.speedup")).isPositive();
        assertThat(results.get("capture.1MiB.inserted_first_fory.sent")).isPositive();
    }

    @Test
    void commitIsMeasuredBesideAMap() throws Exception {
        Results results = new Results();
        new CommitSet().run(Effort.SMOKE, results);
        assertThat(results.get("commit.8KiB.vs_imap")).isPositive();
        assertThat(results.get("commit.8KiB.1pct.throughput.vs_imap")).isPositive();
    }

    @Test
    void memoryIsCountedBesideAMap() throws Exception {
        Results results = new Results();
        new MemorySet().run(Effort.SMOKE, results);
        // three members: two mirrors
        assertThat(results.get("memory.64KiB.ratio")).isBetween(2.0, 2.2);
        assertThat(results.get("memory.64KiB.imap_ratio")).isBetween(3.0, 3.1);
    }

    @Test
    void recoveryFindsAllSessionsOfAKilledProcess() throws Exception {
        Results results = new Results();
        new RecoverySet().run(Effort.SMOKE, results);
        assertThat(results.get("recovery.4_members.20x16KiB.ms")).isPositive();
        assertThat(results.get("recovery.4_members.20x16KiB.reprotected")).isPositive();
    }
}
