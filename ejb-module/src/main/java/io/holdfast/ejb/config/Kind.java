// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.config;

import java.util.List;
import java.util.Optional;

/** What values a setting takes. */
public sealed interface Kind {

    /** Any text. */
    Kind TEXT = new Text();

    /** Any text that is shown to nobody. */
    Kind SECRET = new Secret();

    /** A whole number in a range. */
    static Kind count(long least, long most) {
        return new Count(least, most);
    }

    /** One of some words. */
    static Kind oneOf(String... words) {
        return new Choice(List.of(words));
    }

    /** What is wrong with a value; empty if nothing. */
    Optional<String> complaint(String value);

    /** Any text. */
    record Text() implements Kind {
        @Override
        public Optional<String> complaint(String value) {
            return Optional.empty();
        }
    }

    /** Any text that is shown to nobody: not in messages, nor in the console. */
    record Secret() implements Kind {
        @Override
        public Optional<String> complaint(String value) {
            return Optional.empty();
        }
    }

    /**
     * A whole number.
     *
     * @param least the smallest
     * @param most the largest
     */
    record Count(long least, long most) implements Kind {
        @Override
        public Optional<String> complaint(String value) {
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return Optional.empty();
                }
            } catch (NumberFormatException e) {
                return Optional.of("must be a whole number, " + least + " to " + most);
            }
            return Optional.of("must be " + least + " to " + most);
        }
    }

    /**
     * One of some words.
     *
     * @param words which
     */
    record Choice(List<String> words) implements Kind {
        @Override
        public Optional<String> complaint(String value) {
            return words.contains(value) ? Optional.empty() : Optional.of("must be one of " + words);
        }
    }
}
