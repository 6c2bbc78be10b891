// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.metrics;

/**
 * One number, or one distribution, that an application counts on one member.
 *
 * @param name its OpenMetrics family name
 * @param type how it behaves
 * @param help one sentence
 * @param value of a counter or gauge
 * @param bounds ascending upper bounds of the buckets of a histogram
 * @param counts of each bucket, one more than bounds for what is above them
 * @param sum of all recorded values of a histogram
 */
public record Measure(String name, Type type, String help, double value, double[] bounds, long[] counts, double sum) {

    /** How it behaves. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Values in buckets. */
        HISTOGRAM
    }
}
