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
        return new Count(least, most, "");
    }

    /** A whole number in a range, of that unit. */
    static Kind count(long least, long most, String unit) {
        return new Count(least, most, unit);
    }

    /** One of some words. */
    static Kind oneOf(String... words) {
        return new Choice(List.of(words));
    }

    /** What is wrong with a value; empty if nothing. */
    Optional<String> complaint(String value);

    /** What it takes, for people. */
    String range();

    /** Any text. */
    record Text() implements Kind {
        @Override
        public String range() {
            return "text";
        }

        @Override
        public Optional<String> complaint(String value) {
            return Optional.empty();
        }
    }

    /** Any text that is shown to nobody: not in messages, nor in the console. */
    record Secret() implements Kind {
        @Override
        public String range() {
            return "text, secret";
        }

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
     * @param unit of what; empty if it is a plain number
     */
    record Count(long least, long most, String unit) implements Kind {
        @Override
        public String range() {
            return (least + " to " + most + ' ' + unit).strip();
        }

        @Override
        public Optional<String> complaint(String value) {
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return Optional.empty();
                }
            } catch (NumberFormatException e) {
                return Optional.of("must be a whole number, " + range());
            }
            return Optional.of("must be " + range());
        }
    }

    /**
     * One of some words.
     *
     * @param words which
     */
    record Choice(List<String> words) implements Kind {
        @Override
        public String range() {
            return String.join(" or ", words);
        }

        @Override
        public Optional<String> complaint(String value) {
            return words.contains(value) ? Optional.empty() : Optional.of("must be one of " + words);
        }
    }
}
