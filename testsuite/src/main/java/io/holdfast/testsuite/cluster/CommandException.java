// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

/** Something that the person at the command line has to know and can cure. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A failure.
     *
     * @param code of the form {@code HF5nnn}
     * @param message the bad value and the cure, without the code
     */
    public CommandException(String code, String message) {
        this(code, message, null);
    }

    /**
     * A failure with a cause.
     *
     * @param code of the form {@code HF5nnn}
     * @param message the bad value and the cure, without the code
     * @param cause what was thrown, or null
     */
    public CommandException(String code, String message, Throwable cause) {
        super(code + " " + message, cause);
        this.code = code;
    }

    /** The code, of the form {@code HF5nnn}. */
    public String code() {
        return code;
    }
}
