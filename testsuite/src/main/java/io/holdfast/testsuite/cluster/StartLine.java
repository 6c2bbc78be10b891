// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The command that starts one member, in the order in which a person would read it.
 *
 * <p>Beside what the plan says, each member is told {@code holdfast.member.name} and {@code holdfast.console.url}, and what the project's own Hazelcast
 * configuration files ask for if one is given with {@code --hzconfigfile}: {@code holdfast.grid.cluster}, {@code
 * holdfast.grid.port} (the first) and {@code holdfast.grid.ports} (how many). Payara's options for the grid are there for
 * starts without such a file.
 */
final class StartLine {

    private final ClusterPlan plan;
    private final Ports ports;
    private final JavaHome java;

    StartLine(ClusterPlan plan, Ports ports, JavaHome java) {
        this.plan = plan;
        this.ports = ports;
        this.java = java;
    }

    /**
     * The command.
     *
     * @param member counted from 0
     * @param place where its working files are
     * @param archiveOptions options about the class archive
     */
    List<String> of(int member, Place place, List<String> archiveOptions) {
        List<String> line = new ArrayList<>();
        line.add(java.java().toString());
        line.addAll(plan.jvmOptions);
        line.addAll(archiveOptions);
        line.add("-Djava.io.tmpdir=" + place.temporary());
        line.add("-Dholdfast.member.name=" + name(member));
        line.add("-Dholdfast.console.url=http://127.0.0.1:" + ports.http(member) + "/holdfast/");
        line.add("-Dholdfast.grid.cluster=holdfast-" + ports.first());
        line.add("-Dholdfast.grid.port=" + ports.grid(0));
        line.add("-Dholdfast.grid.ports=" + plan.members);
        plan.systemProperties.forEach((name, value) -> line.add("-D" + name + "=" + value));
        line.addAll(List.of("-jar", ServerImage.LAUNCHER));
        line.addAll(List.of("--name", name(member)));
        line.addAll(List.of("--port", Integer.toString(ports.http(member))));
        // All ports: with the first member's alone, a restarted first member would form a cluster of one
        line.addAll(List.of("--clustermode", "tcpip:" + grid()));
        line.addAll(List.of("--interfaces", plan.network.address(member)));
        line.addAll(List.of("--startport", Integer.toString(ports.grid(member))));
        line.addAll(List.of("--prebootcommandfile", place.bootCommands().toString()));
        line.addAll(plan.payaraOptions);
        if (plan.runsApplications(name(member))) {
            plan.wars.forEach(war -> line.addAll(List.of("--deploy", war.toString())));
        }
        return line;
    }

    /** The name of a member, counted from 0: n1 is the first. */
    static String name(int member) {
        return "n" + (member + 1);
    }

    private String grid() {
        return IntStream.range(0, plan.members)
                .mapToObj(member -> plan.network.address(member) + ":" + ports.grid(member))
                .collect(Collectors.joining(","));
    }

    /**
     * Where one life of a member has its files. A life never sees the files of the one before.
     *
     * @param directory of this life
     */
    record Place(Path directory) {

        /** The working directory: a copy of the server's image. */
        Path root() {
            return directory.resolve("server");
        }

        Path temporary() {
            return directory.resolve("tmp");
        }

        Path log() {
            return directory.resolve("member.log");
        }

        Path bootCommands() {
            return directory.resolve("boot-commands.txt");
        }
    }
}
