// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The words after a command, read one after the other. Not thread-safe. */
public final class CommandLine {

    private final Deque<String> words;
    private final String command;

    /**
     * Reads from the first word on.
     *
     * @param command as people call it; messages refer to its help
     */
    public CommandLine(String command, List<String> words) {
        this.command = command;
        this.words = new ArrayDeque<>(words);
    }

    /** Whether a word is left. */
    public boolean hasNext() {
        return !words.isEmpty();
    }

    /** The next word. */
    public String next() {
        return words.removeFirst();
    }

    /**
     * The value of an option.
     *
     * @throws CommandException if there is none
     */
    public String value(String option) {
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new CommandException("HF5131", option + " needs a value. See " + command + " --help.");
        }
        return words.removeFirst();
    }

    /**
     * The value of an option that is a whole number.
     *
     * @throws CommandException if there is none, it is no number, or out of the range
     */
    public long number(String option, long least, long most) {
        String text = value(option);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number out of range is
        }
        throw new CommandException(
                "HF5131", option + " is '" + text + "'; it must be a whole number from " + least + " to " + most + ".");
    }

    /** What to throw for a word that the command does not know. */
    public CommandException unknown(String word) {
        return new CommandException("HF5130", "Unknown option '" + word + "'. See " + command + " --help.");
    }
}
