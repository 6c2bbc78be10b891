// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The ports of a cluster: HTTP on consecutive ports from the first on, the data grid on those that are {@link #GRID}
 * above.
 *
 * @param first the HTTP port of the first member
 */
public record Ports(int first) {

    /** The distance from a member's HTTP port to its grid port. */
    static final int GRID = 100;

    private static final int STEP = 200;
    private static final int BLOCKS = 20;

    /**
     * These ports and no others.
     *
     * @throws CommandException if one is in use
     */
    static Ports exactly(int first, int members) {
        if (first < 1024 || first + GRID + members > 65_536) {
            throw new CommandException(
                    "HF5010", "The first port is " + first + "; it must be 1024 to " + (65_536 - GRID - members) + ".");
        }
        Ports ports = new Ports(first);
        OptionalInt busy = ports.busy(members);
        if (busy.isPresent()) {
            throw new CommandException(
                    "HF5011",
                    "Port " + busy.getAsInt() + " is in use. The members need " + first + " to " + (first + members - 1)
                            + " and " + ports.grid(0) + " to " + ports.grid(members - 1)
                            + ": end the program that listens there, or name another first port.");
        }
        return ports;
    }

    /**
     * The first block of free ports from the usual one on.
     *
     * @throws CommandException if there is none
     */
    public static Ports free(int members) {
        return IntStream.range(0, BLOCKS)
                .mapToObj(block -> new Ports(ClusterPlan.USUAL_PORT + block * STEP))
                .filter(ports -> ports.busy(members).isEmpty())
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "HF5012",
                        "Ports are in use in each block from " + ClusterPlan.USUAL_PORT + " to "
                                + (ClusterPlan.USUAL_PORT + BLOCKS * STEP)
                                + ". Name a first port, or end what listens there."));
    }

    /** The HTTP port of a member, counted from 0. */
    public int http(int member) {
        return first + member;
    }

    /** The grid port of a member, counted from 0. */
    public int grid(int member) {
        return first + GRID + member;
    }

    private OptionalInt busy(int members) {
        return IntStream.range(0, members)
                .flatMap(member -> IntStream.of(http(member), grid(member)))
                .filter(port -> !isFree(port))
                .findFirst();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
