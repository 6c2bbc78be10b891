// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster of processes on this machine's loopback. All end with it. Not thread-safe. */
final class Processes implements AutoCloseable {

    private final List<MemberProcess> members = new ArrayList<>();
    private final Map<String, String> properties;

    /** Starts so many members and waits until each has its share. */
    Processes(int count) throws IOException {
        properties = Map.of(
                "holdfast.grid.cluster",
                "bench-" + ProcessHandle.current().pid(),
                "holdfast.grid.port",
                Integer.toString(freePort()));
        try {
            while (members.size() < count) {
                start();
            }
            settle();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The members that live. */
    List<MemberProcess> members() {
        return members;
    }

    MemberProcess member(int index) {
        return members.get(index);
    }

    /** Starts one more and waits until it has joined. */
    MemberProcess start() throws IOException {
        MemberProcess member = new MemberProcess("n" + members.size(), properties);
        members.add(member);
        return member.await();
    }

    /** Waits until all members see each other and no partition is on its way. */
    void settle() throws IOException {
        for (MemberProcess member : members) {
            member.ask("settle", members.size());
        }
    }

    /** The sums, over all members, of what each answers. */
    Map<String, Double> sum(Object... words) throws IOException {
        for (MemberProcess member : members) {
            member.tell(words);
        }
        Map<String, Double> sums = new java.util.HashMap<>();
        for (MemberProcess member : members) {
            member.answer(words[0].toString()).forEach((name, figure) -> sums.merge(name, figure, Double::sum));
        }
        return sums;
    }

    @Override
    public void close() {
        members.forEach(MemberProcess::close);
    }

    /** The first of ten ports that nobody has, probably. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Math.min(socket.getLocalPort(), 65_000);
        }
    }
}
