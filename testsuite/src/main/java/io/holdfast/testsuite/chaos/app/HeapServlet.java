// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayDeque;
import java.util.Deque;

/** Fills the heap of the server that runs it: {@code POST /chaos/heap?seconds=5}. */
@WebServlet("/heap")
public class HeapServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int CHUNK = 512 * 1024;
    private static final long LEFT = 4L * 1024 * 1024;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        long until = System.nanoTime() + Integer.parseInt(request.getParameter("seconds")) * 1_000_000_000L;
        Deque<byte[]> held = new ArrayDeque<>();
        try {
            while (System.nanoTime() - until < 0) {
                if (left() > LEFT) {
                    held.add(new byte[CHUNK]);
                } else {
                    Thread.sleep(20);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError e) {
            held.clear(); // full: that was the purpose
        }
        response.setStatus(held.isEmpty() ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_OK);
    }

    private static long left() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
