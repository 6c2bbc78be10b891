// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Each member in a network namespace of its own, all joined by a bridge, so that messages between two of them can be lost
 * without a word. This JVM has to be in a namespace of its own too ({@code unshare --net}), where the bridge is: all
 * addresses are in namespaces, and everything is gone when the processes are. Needs root.
 *
 * <p>Messages are lost by a wrong hardware address for the receiver: what is sent there nobody takes. Neither side is
 * told, and the other direction goes on.
 *
 * <p>Safe for use by several threads.
 */
public final class Namespaces implements Network, AutoCloseable {

    private static final String SUBNET = "10.77.0.";
    private static final String HUB = SUBNET + "254/24";
    private static final String NOBODY = "02:00:00:00:00:fe";
    private static final List<String> DELAYED = List.of("netem", "delay", "25ms", "15ms", "loss", "0.5%");

    /** Where the kernel cannot delay: a link of 8 Mbit/s with a long queue. */
    private static final List<String> NARROW = List.of("tbf", "rate", "8mbit", "burst", "32kb", "latency", "400ms");

    private final List<GuardedProcess> holders = new ArrayList<>();

    /**
     * Makes a namespace for each of so many members.
     *
     * @param directory for logs
     * @throws CommandException if this machine does not allow it
     */
    public Namespaces(int members, Path directory) {
        boolean whole = false;
        try {
            run("ip link set lo up");
            run("ip link add hub type bridge");
            run("ip addr add " + HUB + " dev hub");
            run("ip link set hub up");
            for (int member = 0; member < members; member++) {
                holders.add(GuardedProcess.start(
                        List.of("unshare", "--net", "sleep", "infinity"),
                        Map.of(),
                        directory,
                        directory.resolve("namespaces.log")));
                connect(member);
            }
            whole = true;
        } catch (IOException e) {
            throw new CommandException("HF5060", "The command 'unshare' does not start. Put it on the PATH.", e);
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private void connect(int member) {
        awaitOwnNamespace(member);
        run("ip link add m" + member + " type veth peer name eth0 netns " + pid(member));
        run("ip link set m" + member + " master hub");
        run("ip link set m" + member + " up");
        in(member, "ip link set lo up");
        in(member, "ip addr add " + address(member) + "/24 dev eth0");
        in(member, "ip link set eth0 up");
    }

    /** The process is there a moment before it has left this namespace. */
    private void awaitOwnNamespace(int member) {
        String here = output(List.of("readlink", "/proc/self/ns/net"));
        for (int tries = 0; tries < 200; tries++) {
            if (!output(List.of("readlink", "/proc/" + pid(member) + "/ns/net")).equals(here)) {
                return;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new CommandException("HF5061", "A process got no network namespace of its own. Run as root.");
    }

    @Override
    public String address(int member) {
        return SUBNET + (member + 1);
    }

    @Override
    public List<String> at(int member, List<String> command) {
        List<String> inside = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid(member) + "/ns/net"));
        inside.addAll(command);
        return inside;
    }

    /** What one member sends to another is lost; not what comes back. */
    public void cut(int from, int to) {
        in(from, "ip neigh replace " + address(to) + " lladdr " + NOBODY + " dev eth0 nud permanent");
    }

    /** Nothing passes between two members. */
    public void separate(int one, int other) {
        cut(one, other);
        cut(other, one);
    }

    /** Everything passes between all members again. */
    public void heal() {
        members().forEach(from -> members().filter(to -> to != from).forEach(to -> {
            if (output(at(from, List.of("ip", "neigh", "show", address(to)))).contains(NOBODY)) {
                in(from, "ip neigh del " + address(to) + " dev eth0");
            }
        }));
    }

    /**
     * What a member sends comes late, and some of it never.
     *
     * @return how the network is slow, for people
     */
    public String slow(int member) {
        List<String> command = new ArrayList<>(List.of("tc", "qdisc", "replace", "dev", "eth0", "root"));
        try {
            run(at(member, join(command, DELAYED)));
            return String.join(" ", DELAYED);
        } catch (CommandException e) {
            run(at(member, join(command, NARROW)));
            return String.join(" ", NARROW) + " (this kernel has no netem)";
        }
    }

    /** What a member sends comes as usual again. */
    public void fast(int member) {
        if (!output(at(member, List.of("tc", "qdisc", "show", "dev", "eth0"))).contains("noqueue")) {
            in(member, "tc qdisc del dev eth0 root");
        }
    }

    @Override
    public void close() {
        holders.forEach(GuardedProcess::kill);
        holders.clear();
    }

    private IntStream members() {
        return IntStream.range(0, holders.size());
    }

    private long pid(int member) {
        return holders.get(member).pid();
    }

    private static List<String> join(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private void in(int member, String command) {
        run(at(member, Arrays.asList(command.split(" "))));
    }

    private static void run(String command) {
        run(Arrays.asList(command.split(" ")));
    }

    private static void run(List<String> command) {
        output(command);
    }

    /** Runs a command to its end. */
    private static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CommandException("HF5062", "'" + String.join(" ", command) + "' failed: " + said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new CommandException("HF5062", "'" + command.get(0) + "' does not start. Put it on the PATH.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5062", "Interrupted in '" + String.join(" ", command) + "'.", e);
        }
    }
}
