// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Ties a thread to a session for the time of a request, a run, a call or a reactivation. The session is looked for only
 * when something asks for it. Belongs to one thread.
 */
public final class Binding implements AutoCloseable {

    private static final ThreadLocal<Binding> CURRENT = new ThreadLocal<>();

    private final Supplier<Optional<LiveSession>> find;
    private final Function<Binding, LiveSession> open;
    private final Consumer<LiveSession> touched;
    private final Consumer<RuntimeException> failed;
    private final Binding outer;
    private Changes changes = new Changes();
    private LiveSession session;
    private boolean searched;
    private boolean ended;
    private KeyedCalls keyed;
    private int depth;
    private boolean ofOneCall;

    /**
     * Binds the calling thread until {@link #close()}.
     *
     * @param find finds the session that was asked for
     * @param open opens a new one
     * @param touched is told once when the session is known
     * @param failed is told when a transaction was committed and its checkpoint was not published; null tells the
     *     binding around this one
     */
    public Binding(
            Supplier<Optional<LiveSession>> find,
            Function<Binding, LiveSession> open,
            Consumer<LiveSession> touched,
            Consumer<RuntimeException> failed) {
        this.find = find;
        this.open = open;
        this.touched = touched;
        this.failed = failed;
        this.outer = CURRENT.get();
        this.keyed = outer == null ? null : outer.keyed;
        CURRENT.set(this);
    }

    /** Binds the calling thread to a session that is known. */
    public static Binding to(LiveSession session) {
        return to(session, null);
    }

    /** Binds the calling thread to a session that is known; {@code failed} as in the constructor. */
    static Binding to(LiveSession session, Consumer<RuntimeException> failed) {
        return new Binding(() -> Optional.of(session), binding -> session, found -> {}, failed);
    }

    /** The binding of the calling thread. */
    public static Optional<Binding> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** A business call of the session begins on this thread, which is bound to it if it is not. Ends with {@link #leave}. */
    static Binding enter(LiveSession session) {
        Binding bound = CURRENT.get();
        if (bound == null || bound.session != session) {
            bound = to(session);
            bound.ofOneCall = true;
            bound.session();
        }
        bound.depth++;
        return bound;
    }

    /** The business call has ended. */
    void leave() {
        depth--;
        if (ofOneCall && depth == 0) {
            close();
        }
    }

    /** Whether the thread is in a business call of the session that another one made. */
    boolean isNested() {
        return depth > 1;
    }

    /** Calls on this thread carry that idempotency key from now on. */
    public void key(String idempotencyKey) {
        keyed = new KeyedCalls(idempotencyKey);
    }

    /** The place of the call that begins, if calls carry an idempotency key. */
    Optional<Replies.Place> nextPlace() {
        return Optional.ofNullable(keyed).map(KeyedCalls::next);
    }

    /** What nested calls changed; it is captured when the outermost one ends. */
    Changes changes() {
        return changes;
    }

    /** The same, and from now on nothing is changed. */
    Changes takeChanges() {
        Changes taken = changes;
        changes = new Changes();
        return taken;
    }

    /** A transaction was committed, and its checkpoint was not published. */
    void failed(RuntimeException failure) {
        if (failed != null) {
            failed.accept(failure);
        } else if (outer != null) {
            outer.failed(failure);
        }
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

    /** The session is gone; the next bean opens a new one. Who has its id is told with the next request. */
    void lost() {
        searched = true;
        session = null;
    }

    /** Whether the session was ended and no other one was opened after it. */
    public boolean isEnded() {
        return ended && session == null;
    }

    private void set(LiveSession found) {
        session = found;
        touched.accept(found);
    }

    /** Counts the calls with a key: the first of a retry is the first of the request before. */
    private static final class KeyedCalls {
        private final String key;
        private int ordinal;

        KeyedCalls(String key) {
            this.key = key;
        }

        Replies.Place next() {
            return new Replies.Place(key, ordinal++);
        }
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
