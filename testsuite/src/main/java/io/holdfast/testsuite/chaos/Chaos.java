// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.Namespaces;
import io.holdfast.testsuite.load.Console;
import io.holdfast.testsuite.load.Http;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The chaos command. The script {@code testsuite/chaos} answers {@code --help}, builds what is needed, and runs this class
 * in a network namespace of its own where the machine allows it.
 *
 * <p>System properties from the script: {@code holdfast.chaos.home}, the root of the project, and {@code
 * holdfast.chaos.namespaces}, true if this JVM is in a namespace of its own.
 */
public final class Chaos {

    private static final int VIOLATED = 1;
    private static final int IMPOSSIBLE = 2;
    private static final String USER = "chaos";

    /** By its name: what it extends is not here but in the server. */
    private static final String SERVLET = "io.holdfast.testsuite.chaos.app.HeapServlet";

    /** How long a member may be silent: short, so that a schedule is; long enough for a machine that is busy. */
    static final Duration SILENCE = Duration.ofSeconds(6);

    private final Path home =
            Path.of(System.getProperty("holdfast.chaos.home", "")).toAbsolutePath();
    private final boolean namespaces = Boolean.getBoolean("holdfast.chaos.namespaces");
    private final Path target = home.resolve("testsuite").resolve("target");
    private final Path directory =
            target.resolve("chaos").resolve("run-" + ProcessHandle.current().pid());
    private final String password = password();
    private final ChaosOptions options;
    private final Tally tally = new Tally();

    private Chaos(ChaosOptions options) {
        this.options = options;
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            return new Chaos(ChaosOptions.parse(arguments, System.currentTimeMillis() % 1_000_000)).run();
        } catch (CommandException e) {
            System.err.println(e.getMessage());
            return IMPOSSIBLE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run() throws IOException {
        Set<Fault> faults = EnumSet.copyOf(options.faults());
        if (!namespaces) {
            Set<Fault> skipped = faults.stream().filter(Fault::needsNetwork).collect(Collectors.toSet());
            faults.removeAll(skipped);
            if (!skipped.isEmpty()) {
                System.out.println("  HF5164 no network namespaces here (they need root, Linux and iproute2): skipped "
                        + skipped.stream().map(Fault::word).sorted().collect(Collectors.joining(", ")));
            }
            tally.add("skipped.faults", skipped.size());
        }
        if (faults.isEmpty()) {
            throw new CommandException("HF5164", "None of the faults is possible here. Run as root on Linux.");
        }
        System.out.println("Holdfast chaos: " + options.schedules() + " schedules, seed " + options.seed() + ", "
                + options.members() + " members, " + options.carts() + " carts");
        Files.createDirectories(directory);
        Optional<Namespaces> network =
                namespaces ? Optional.of(new Namespaces(options.members(), directory)) : Optional.empty();
        boolean intact = false;
        MicroCluster cluster = new MicroCluster(plan(network));
        try {
            cluster.start();
            Console console = new Console(new Http(Duration.ofSeconds(5)), USER, password);
            try (World world = new World(cluster, network, console, tally)) {
                new Schedules(options, faults, world, tally, directory).run();
            }
            intact = tally.get("violations") == 0;
        } finally {
            cluster.close();
            network.ifPresent(Namespaces::close);
            if (intact) {
                cluster.deleteFiles();
            } else {
                System.out.println("  The members' files and logs and the history are in " + directory);
            }
        }
        String json = tally.json().toString();
        System.out.println("  " + json);
        if (options.json().isPresent()) {
            Files.writeString(options.json().orElseThrow(), json + "\n");
        }
        return intact ? 0 : VIOLATED;
    }

    private ClusterPlan plan(Optional<Namespaces> network) throws IOException {
        Path wars = target.resolve("wars");
        ClusterPlan plan = new ClusterPlan(
                        options.members(),
                        target.resolve("payara-micro.jar"),
                        directory.resolve("members"),
                        "/shop/api/member",
                        List.of(wars.resolve("shop.war"), wars.resolve("holdfast.war"), heapWar()))
                .payaraOptions("--hzconfigfile", gridFile().toString())
                .environment("HOLDFAST_CONSOLE_USER", USER)
                .environment("HOLDFAST_CONSOLE_PASSWORD", password);
        network.ifPresent(place -> plan.network(place)
                .systemProperty(
                        "holdfast.grid.members",
                        IntStream.range(0, options.members())
                                .mapToObj(member -> place.address(member) + ":6900")
                                .collect(Collectors.joining(","))));
        return plan;
    }

    /**
     * The project's own configuration file, with what an operator has to decide: that a minority does nothing. And with
     * shorter times, so that a schedule takes seconds.
     */
    private Path gridFile() throws IOException {
        String name = namespaces ? "hazelcast-payara-micro-hosts.xml" : "hazelcast-payara-micro-one-host.xml";
        String text = Files.readString(
                home.resolve("hazelcast-config").resolve("config").resolve(name));
        text = replaced(text, "(name=\"holdfast\" enabled=)\"[^\"]*\"", "$1\"true\"");
        text = replaced(
                text, "<minimum-cluster-size>[^<]*<", "<minimum-cluster-size>" + (options.members() / 2 + 1) + "<");
        text = replaced(text, "(max.no.heartbeat.seconds\">)[^<]*", "$1" + SILENCE.toSeconds());
        text = replaced(text, "(merge.first.run.delay.seconds\">)[^<]*", "$12");
        text = replaced(text, "(merge.next.run.delay.seconds\">)[^<]*", "$12");
        return Files.writeString(directory.resolve("hazelcast.xml"), text);
    }

    private static String replaced(String text, String what, String by) {
        String changed = text.replaceFirst(what, by);
        if (changed.equals(text)) {
            throw new IllegalStateException("the Hazelcast configuration has nothing like " + what);
        }
        return changed;
    }

    /** An application of one servlet. */
    private Path heapWar() throws IOException {
        String entry = SERVLET.replace('.', '/') + ".class";
        Path war = directory.resolve("chaos.war");
        try (InputStream bytes = Chaos.class.getClassLoader().getResourceAsStream(entry);
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(war))) {
            jar.putNextEntry(new JarEntry("WEB-INF/classes/" + entry));
            jar.write(bytes.readAllBytes());
            jar.closeEntry();
        }
        return war;
    }

    private static String password() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
