// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointSessions;
import io.holdfast.ejb.SessionInfo;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** A new session, and what is seen of it. */
@Dependent
public class Stage {

    @Inject
    private CheckpointSessions sessions;

    @Inject
    private Elsewhere elsewhere;

    private final Map<String, Object> seen = new LinkedHashMap<>();
    private String id;

    /** Its id; opened the first time. */
    public String id() {
        if (id == null) {
            id = sessions.open().id();
        }
        return id;
    }

    /** Does something in it. What goes wrong is seen as the error, with all causes. */
    public Stage run(Callable<?> work) {
        return run(null, work);
    }

    /** The same with an idempotency key. */
    public Stage run(String key, Callable<?> work) {
        seen.remove("error");
        try {
            Object result = key == null ? sessions.run(id(), work) : sessions.run(id(), key, work);
            see("result", String.valueOf(result));
        } catch (Exception e) {
            StringBuilder all = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                all.append(cause.getClass().getSimpleName())
                        .append(": ")
                        .append(cause.getMessage())
                        .append('\n');
            }
            see("error", all.toString());
        }
        return this;
    }

    /** The version of the checkpoint, 0 if there is none. */
    public long sequence() {
        return sessions.resume(id()).map(SessionInfo::sequence).orElse(0L);
    }

    /** Notes something. */
    public Stage see(String name, Object value) {
        seen.put(name, value);
        return this;
    }

    /** Notes what a bean has, here and in its checkpoint, as another member would find it. */
    public Stage look(String name, Entries bean) throws Exception {
        seen.put(name + ".live", entries(bean));
        if (elsewhere.isLive(id())) {
            elsewhere.ask(id());
        }
        seen.put(name + ".checkpoint", entries(bean));
        return this;
    }

    private String entries(Entries bean) throws Exception {
        return sessions.resume(id()).isEmpty() ? "none" : String.join(",", sessions.run(id(), bean::entries));
    }

    /** Everything. */
    public Map<String, Object> seen() {
        return seen;
    }
}
