// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.fory.Fory;
import org.apache.fory.collection.MultiKeyWeakMap;

/**
 * The thread with which Fory cleans its weak maps. Fory starts one for each class loader that it is in and never ends it,
 * so that a server could never let go of an application that has ended. Here it is started first, in a way by which it is
 * found again, and ended with the application. Where Fory is in another loader than Holdfast and outlives the
 * application, its thread does too.
 */
final class ForyCleaner implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.holdfast");
    private static final long LIMIT_MILLIS = 2_000;

    /** No other thread has it. */
    private final ClassLoader mark = new Mark();

    /** Starts the thread, unless another one has done that before. */
    ForyCleaner() {
        Thread starter = new Thread(
                () -> new MultiKeyWeakMap<>().get(new Object[] {this}),
                "holdfast-fory"); // a thread inherits the loader
        starter.setContextClassLoader(mark);
        starter.setDaemon(true);
        starter.start();
        join(starter);
    }

    /** Ends it. */
    @Override
    public void close() {
        if (Fory.class.getClassLoader() == ForyCleaner.class.getClassLoader()) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getContextClassLoader() == mark) {
                    thread.interrupt();
                    join(thread);
                }
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(LIMIT_MILLIS);
        } catch (InterruptedException e) {
            LOG.log(Level.FINE, "The application ends; nobody waits for the thread", e);
            Thread.currentThread().interrupt();
        }
    }

    private static final class Mark extends ClassLoader {
        Mark() {
            super(null);
        }
    }
}
