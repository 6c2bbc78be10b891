// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.id;

import java.util.regex.Pattern;

/**
 * Names one session of one application; the unit that is checkpointed, owned, claimed and recovered.
 *
 * @param application the application, 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 * @param session the session, 1 to 64 characters of {@code A-Z a-z 0-9 _ -}
 */
public record CheckpointId(String application, String session) {

    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Checks both names; they become keys in the grid, parts of addresses and of messages. */
    public CheckpointId {
        if (!APPLICATION.matcher(application).matches()) {
            throw new IllegalArgumentException("HF1041 application name '" + application
                    + "' must be 1 to 64 characters of A-Z a-z 0-9 . _ -; rename the module");
        }
        if (!SESSION.matcher(session).matches()) {
            throw new IllegalArgumentException(
                    "HF1042 session id '" + session + "' must be 1 to 64 characters of A-Z a-z 0-9 _ -");
        }
    }

    /** Returns {@code application/session}, the key under which the manifest stands. */
    public String key() {
        return application + '/' + session;
    }

    /**
     * Reads {@link #key()} back.
     *
     * @throws IllegalArgumentException if the text is no such key
     */
    public static CheckpointId parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("HF1043 '" + key + "' is not a checkpoint key (application/session)");
        }
        return new CheckpointId(key.substring(0, slash), key.substring(slash + 1));
    }

    @Override
    public String toString() {
        return key();
    }
}
