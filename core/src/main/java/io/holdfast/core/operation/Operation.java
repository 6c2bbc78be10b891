// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.operation;

import io.holdfast.core.id.CheckpointId;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that a person asked to be done with a session, and what became of it so far. Immutable.
 *
 * @param id names it; sorts by time
 * @param kind what is to be done
 * @param session with which session
 * @param target the id of the member that the session moves to; empty unless {@link Kind#MOVE}
 * @param requestedBy who asked, for people
 * @param requestedAt when, epoch milliseconds
 * @param state how far it is
 * @param executor the name of the member that does or did it; empty before that
 * @param changedAt when the state became what it is, epoch milliseconds
 * @param message what came of it, for people; begins with a code if it failed
 */
public record Operation(
        String id,
        Kind kind,
        CheckpointId session,
        String target,
        String requestedBy,
        long requestedAt,
        State state,
        String executor,
        long changedAt,
        String message) {

    /** What can be done with a session. */
    public enum Kind {
        /** Reads every fragment, and says how many are valid; what is not is mended by the next commit. */
        VERIFY,
        /** Verifies, and mends at once what is lost, changed, or not where it should be. */
        REPROTECT,
        /** Lets another member run it. */
        MOVE,
        /** Ends it: its beans and its checkpoint are gone. */
        END
    }

    /** How far it is. */
    public enum State {
        /** Nobody has begun. */
        REQUESTED,
        /** A member has begun. */
        RUNNING,
        /** It is done. */
        DONE,
        /** It was not done. */
        FAILED;

        /** Whether nothing more will come. */
        public boolean isFinal() {
            return this == DONE || this == FAILED;
        }
    }

    private static final String FORMAT = "HF1";
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 11;
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{1,64}");
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9-]{0,64}");

    /** Checks what others rely on; makes one line of what is for people. */
    public Operation {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(session);
        Objects.requireNonNull(state);
        if (!ID.matcher(id).matches() || !MEMBER.matcher(target).matches() || target.isEmpty() == (kind == Kind.MOVE)) {
            throw new IllegalArgumentException("HF1501 operation '" + id + "' " + kind + " of " + session
                    + " to member '" + target + "': only MOVE has a member, by its id");
        }
        requestedBy = line(requestedBy);
        executor = line(executor);
        message = line(message);
    }

    /** The same in another state. */
    public Operation with(State newState, String member, long now, String newMessage) {
        return new Operation(id, kind, session, target, requestedBy, requestedAt, newState, member, now, newMessage);
    }

    /** The text that stands in the directory. */
    String text() {
        return String.join(
                SEPARATOR,
                FORMAT,
                id,
                kind.name(),
                session.key(),
                target,
                requestedBy,
                Long.toString(requestedAt),
                state.name(),
                executor,
                Long.toString(changedAt),
                message);
    }

    /** Reads {@link #text()} back; empty if the text is no operation: of a later version, or of nobody who may write. */
    static Optional<Operation> parse(String text) {
        String[] part = text.split(SEPARATOR, -1);
        if (part.length != FIELDS || !part[0].equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Operation(
                    part[1],
                    Kind.valueOf(part[2]),
                    CheckpointId.parse(part[3]),
                    part[4],
                    part[5],
                    Long.parseLong(part[6]),
                    State.valueOf(part[7]),
                    part[8],
                    Long.parseLong(part[9]),
                    part[10]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(500, line.length()));
    }
}
