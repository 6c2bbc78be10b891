// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a cluster is to be: everything that a start line is made of. It is written first and then handed to a
 * {@link MicroCluster}; what is changed after that has no effect on the members that run. For one thread.
 *
 * <p>It begins with what works for members on one machine. They live for minutes: the first compiler alone, and a
 * collector without threads of its own, halve the processor time of a start. Hazelcast: a member that is asked to end
 * hands its data over first, and an operation whose backups did not answer is not reported as a success. Payara: its
 * own availability of stateful beans is off, and HTTP is on the loopback address only.
 */
public final class ClusterPlan {

    /** The most members that one machine is asked to carry. */
    public static final int MOST_MEMBERS = 16;

    /** The first HTTP port, unless the plan names another or it is in use. */
    public static final int USUAL_PORT = 8081;

    private static final String HTTP_ADDRESS =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=";

    final int members;
    final Path payaraJar;
    final Path directory;
    final String readyPath;
    final List<Path> wars;
    OptionalInt firstPort = OptionalInt.empty();
    Path javaHome = Path.of(System.getProperty("java.home"));
    List<String> jvmOptions = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    final Map<String, String> systemProperties = new LinkedHashMap<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    final List<String> payaraOptions = new ArrayList<>(List.of("--nohostaware", "--disablephonehome"));
    final List<String> bootCommands = new ArrayList<>();
    private final Set<String> bare = new HashSet<>();
    Duration startLimit = Duration.ofMinutes(5);
    Network network = Network.LOOPBACK;

    /**
     * A plan.
     *
     * @param members how many, named n1, n2 and so on
     * @param payaraJar Payara Micro as Maven delivers it
     * @param directory where members work and log; made if it is not there
     * @param readyPath a path, such as {@code /shop/api/member}, that answers 200 as soon as the application is ready
     * @param wars what each member runs; the name of the file is the context root
     * @throws CommandException if a file is missing or the number of members is out of range
     */
    public ClusterPlan(int members, Path payaraJar, Path directory, String readyPath, List<Path> wars) {
        if (members < 1 || members > MOST_MEMBERS) {
            throw new CommandException(
                    "HF5030", "A cluster of " + members + " members: it must have 1 to " + MOST_MEMBERS + ".");
        }
        this.members = members;
        this.payaraJar = existing(payaraJar);
        this.directory = directory.toAbsolutePath();
        this.readyPath = readyPath;
        this.wars = wars.stream().map(ClusterPlan::existing).toList();
        systemProperty("hazelcast.shutdownhook.policy", "GRACEFUL");
        systemProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
        systemProperty("hazelcast.operation.call.timeout.millis", "10000");
        systemProperty("hazelcast.socket.bind.any", "false");
        systemProperty("hazelcast.max.wait.seconds.before.join", "5");
        bootCommand("set configs.config.server-config.availability-service.ejb-container-availability"
                + ".availability-enabled=false");
        bootCommand(HTTP_ADDRESS + "127.0.0.1");
    }

    /** HTTP from this port on, and the grid from 100 above; a port that is in use is then an error. */
    public ClusterPlan firstPort(int port) {
        firstPort = OptionalInt.of(port);
        return this;
    }

    /** Another Java than the one of this process. */
    public ClusterPlan javaHome(Path home) {
        javaHome = home;
        return this;
    }

    /** Options of the Java virtual machine instead of the usual ones, which are a heap of 512 MiB and a fast start. */
    public ClusterPlan jvmOptions(String... options) {
        jvmOptions = List.of(options);
        return this;
    }

    /** One more system property for each member, or another value of one. */
    public ClusterPlan systemProperty(String name, String value) {
        systemProperties.put(name, value);
        return this;
    }

    /**
     * One more environment variable for each member. Secrets go here: other users of the machine see a command line but
     * not an environment.
     */
    public ClusterPlan environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** More options of Payara Micro, such as {@code --hzconfigfile} and its file. */
    public ClusterPlan payaraOptions(String... options) {
        payaraOptions.addAll(List.of(options));
        return this;
    }

    /** One more asadmin command that runs before the server starts. */
    public ClusterPlan bootCommand(String command) {
        bootCommands.add(command);
        return this;
    }

    /**
     * Members, by their names, that run no application: they join the grid and keep data for the others. They are ready
     * when they answer HTTP at all. Not the first one: by it the class archive is made.
     */
    public ClusterPlan withoutApplications(String... names) {
        bare.addAll(List.of(names));
        return this;
    }

    /** Members are elsewhere than on the loopback address: HTTP then listens on all addresses that there are. */
    public ClusterPlan network(Network place) {
        network = place;
        bootCommands.removeIf(command -> command.startsWith(HTTP_ADDRESS));
        return this;
    }

    boolean runsApplications(String member) {
        return !bare.contains(member);
    }

    /** How long one member may take to become ready. */
    public ClusterPlan startLimit(Duration limit) {
        startLimit = limit;
        return this;
    }

    /** The same plan for another number of members in another directory, on ports that are free. */
    ClusterPlan copy(int number, Path place) {
        ClusterPlan copy = new ClusterPlan(number, payaraJar, place, readyPath, wars);
        copy.javaHome = javaHome;
        copy.jvmOptions = jvmOptions;
        copy.startLimit = startLimit;
        copy.network = network;
        Stream.of(copy.payaraOptions, copy.bootCommands).forEach(List::clear);
        copy.systemProperties.clear();
        copy.payaraOptions.addAll(payaraOptions);
        copy.bootCommands.addAll(bootCommands);
        copy.systemProperties.putAll(systemProperties);
        copy.environment.putAll(environment);
        return copy;
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException("HF5031", "There is no file " + file + ". Build the testsuite first.");
        }
        return file.toAbsolutePath();
    }
}
