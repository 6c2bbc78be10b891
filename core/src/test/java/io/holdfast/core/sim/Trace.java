// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.util.Locale;

/** What happened, line by line, for people. Off it costs nothing: ask {@link #isOn()} before a line is put together. */
final class Trace {

    private final EventLoop loop;
    private final StringBuilder lines;

    Trace(EventLoop loop, boolean on) {
        this.loop = loop;
        this.lines = on ? new StringBuilder() : null;
    }

    boolean isOn() {
        return lines != null;
    }

    void line(String who, String what) {
        if (lines != null) {
            lines.append(String.format(Locale.ROOT, "%11.3f ms  %-6s ", loop.now() / 1e6, who))
                    .append(what)
                    .append('\n');
        }
    }

    /** All lines; empty if off. */
    String text() {
        return lines == null ? "" : lines.toString();
    }
}
