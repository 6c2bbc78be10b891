// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Ties a thread to a session for the time of a request or of a reactivation. The session is looked for only when
 * something asks for it. Belongs to one thread.
 */
public final class Binding implements AutoCloseable {

    private static final ThreadLocal<Binding> CURRENT = new ThreadLocal<>();

    private final Supplier<Optional<LiveSession>> find;
    private final Function<Binding, LiveSession> open;
    private final Consumer<LiveSession> touched;
    private final Binding outer;
    private LiveSession session;
    private boolean searched;
    private boolean ended;

    /**
     * Binds the calling thread until {@link #close()}.
     *
     * @param find finds the session that was asked for
     * @param open opens a new one
     * @param touched is told once when the session is known
     */
    public Binding(
            Supplier<Optional<LiveSession>> find, Function<Binding, LiveSession> open, Consumer<LiveSession> touched) {
        this.find = find;
        this.open = open;
        this.touched = touched;
        this.outer = CURRENT.get();
        CURRENT.set(this);
    }

    /** Binds the calling thread to a session that is known. */
    public static Binding to(LiveSession session) {
        return new Binding(() -> Optional.of(session), binding -> session, found -> {});
    }

    /** The binding of the calling thread. */
    public static Optional<Binding> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The session, if there is one; looks for it the first time. */
    public Optional<LiveSession> session() {
        if (!searched) {
            searched = true;
            find.get().ifPresent(this::set);
        }
        return Optional.ofNullable(session);
    }

    /** The session; opens one if there is none. */
    public LiveSession sessionOrOpen() {
        return session().orElseGet(() -> {
            set(open.apply(this));
            return session;
        });
    }

    /** The session was ended; the next bean opens a new one. */
    public void ended() {
        searched = true;
        session = null;
        ended = true;
    }

    /** Whether the session was ended and no other one was opened after it. */
    public boolean isEnded() {
        return ended && session == null;
    }

    private void set(LiveSession found) {
        session = found;
        touched.accept(found);
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
