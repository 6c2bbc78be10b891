// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

/** How much a run measures. */
enum Effort {
    /** As little as shows that everything still works; its figures mean nothing. */
    SMOKE,
    /** About two minutes at most. */
    SHORT,
    /** What is written down. */
    FULL;

    /** One of three values, by this effort. */
    <T> T choose(T smoke, T brief, T full) {
        return switch (this) {
            case SMOKE -> smoke;
            case SHORT -> brief;
            case FULL -> full;
        };
    }
}
