// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The demo command. The script {@code demo} at the root of the project answers {@code --help}, builds what is needed
 * and runs this class.
 *
 * <p>System properties from the script: {@code holdfast.demo.home}, the root of the project (default: the working
 * directory), and {@code holdfast.demo.terminal}, true if somebody looks at standard output.
 */
public final class Demo {

    private static final int LOST = 1;
    private static final int IMPOSSIBLE = 2;
    private static final String USER = "demo";

    private final Path home = Path.of(System.getProperty("holdfast.demo.home", ""));
    private final PrintStream out;
    private final DemoOptions options;
    private final Progress progress;
    private final String password = password();

    private Demo(PrintStream out, DemoOptions options) {
        this.out = out;
        this.options = options;
        this.progress = new Progress(out, Boolean.getBoolean("holdfast.demo.terminal"));
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            DemoOptions options = DemoOptions.parse(arguments, System.currentTimeMillis() % 1_000_000);
            return new Demo(System.out, options).run();
        } catch (CommandException e) {
            System.err.println(e.getMessage());
            return IMPOSSIBLE;
        }
    }

    private int run() {
        options.json().ifPresent(Demo::checkWritable);
        Path target = home.resolve("testsuite").resolve("target");
        Path directory =
                target.resolve("demo").resolve("run-" + ProcessHandle.current().pid());
        out.println("Holdfast demo: " + options.members() + " members, " + options.carts() + " carts, tolerates "
                + options.tolerate() + ", seed " + options.seed());
        MicroCluster cluster = new MicroCluster(plan(target, directory));
        if (options.port().isEmpty() && cluster.firstPort() != ClusterPlan.USUAL_PORT) {
            out.println("  HF5013 a port from " + ClusterPlan.USUAL_PORT + " on is in use: the members take those from "
                    + cluster.firstPort() + " on");
        }
        boolean intact = false;
        boolean kept = false;
        try {
            progress.during("starting members", () -> cluster.ready() + " of " + options.members() + " ready", () -> {
                cluster.start();
                return true;
            });
            DemoResult result = new DemoRun(options, cluster.members(), USER, password, progress).run();
            report(result);
            if (options.keep()) {
                cluster.leaveRunning();
                kept = true;
                tellAddresses(cluster.members());
            }
            intact = result.nothingLost();
            return intact ? 0 : LOST;
        } finally {
            if (!kept) {
                cluster.close();
            }
            if (intact && !kept) {
                cluster.deleteFiles();
            } else {
                out.println("  The members' files and logs are in " + directory.toAbsolutePath());
            }
        }
    }

    private ClusterPlan plan(Path target, Path directory) {
        Path wars = target.resolve("wars");
        Path grid = home.resolve("hazelcast-config")
                .resolve("config")
                .resolve("hazelcast-payara-micro-one-host.xml")
                .toAbsolutePath();
        ClusterPlan plan = new ClusterPlan(
                        options.members(),
                        target.resolve("payara-micro.jar"),
                        directory,
                        "/shop/api/member",
                        List.of(wars.resolve("shop.war"), wars.resolve("holdfast.war")))
                .payaraOptions("--hzconfigfile", grid.toString())
                .systemProperty("holdfast.tolerate", Integer.toString(options.tolerate()))
                .environment("HOLDFAST_CONSOLE_USER", USER)
                .environment("HOLDFAST_CONSOLE_PASSWORD", password);
        options.port().ifPresent(plan::firstPort);
        return plan;
    }

    private void report(DemoResult result) {
        out.println();
        out.println(DemoTable.of(result));
        options.json().ifPresent(file -> write(file, DemoJson.of(result)));
    }

    private void tellAddresses(List<MicroMember> members) {
        List<MicroMember> living = members.stream().filter(MicroMember::alive).toList();
        out.println("  The cluster runs on:");
        living.forEach(member ->
                out.println("    " + member.name() + "  " + member.uri() + "/shop/  " + member.uri() + "/holdfast/"));
        out.println("  The console's user is " + USER + ", its password " + password);
        out.println("  To end it: kill "
                + living.stream().map(member -> Long.toString(member.pid())).collect(Collectors.joining(" ")));
    }

    /** Before anything starts: a demo whose results cannot be written is a disappointment. */
    private static void checkWritable(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
            throw new CommandException(
                    "HF5133",
                    "--json is '" + file + "', which cannot be written. Name a file in a directory that is there.");
        }
    }

    private static void write(Path file, JsonObject json) {
        try {
            Files.writeString(file, json + "\n");
        } catch (IOException e) {
            throw new CommandException("HF5133", "--json is '" + file + "', which cannot be written.", e);
        }
    }

    /** Another one each time, so that a cluster that is kept is nobody else's. */
    private static String password() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
