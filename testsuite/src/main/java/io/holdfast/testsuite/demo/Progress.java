// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Tells what is going on: a line for each phase, which moves on a terminal. Elsewhere, where a line once written stays, a
 * new one comes every now and then. To be used from one thread.
 */
final class Progress {

    private static final long TERMINAL_MILLIS = 200;
    private static final long FILE_MILLIS = 10_000;

    private final PrintStream out;
    private final boolean terminal;
    private int width;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Works, and tells about it.
     *
     * @param phase what is done
     * @param state how far it is; asked by another thread
     * @param work what to do
     * @return what the work returns
     */
    <T> T during(String phase, Supplier<String> state, Supplier<T> work) {
        long start = System.nanoTime();
        Thread ticker = new Thread(() -> tick(phase, state, start), "progress");
        ticker.setDaemon(true);
        ticker.start();
        try {
            return work.get();
        } finally {
            ticker.interrupt();
            show(phase, state.get(), start, true);
        }
    }

    private void tick(String phase, Supplier<String> state, long start) {
        try {
            while (true) {
                Thread.sleep(terminal ? TERMINAL_MILLIS : FILE_MILLIS);
                show(phase, state.get(), start, false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the phase is over
        }
    }

    private synchronized void show(String phase, String state, long start, boolean last) {
        if (Thread.currentThread().isInterrupted() && !last) {
            return; // the last line of the phase is out already
        }
        String line =
                String.format(Locale.ROOT, "  %-22s %s (%.1f s)", phase, state, (System.nanoTime() - start) / 1e9);
        if (!terminal) {
            out.println(line);
            return;
        }
        String blanks = " ".repeat(Math.max(0, width - line.length()));
        out.print("\r" + line + blanks + (last ? "\n" : ""));
        out.flush();
        width = last ? 0 : line.length();
    }
}
