// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.GuardedProcess;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * HAProxy before four Payara Micro members, with the configuration that users are given: 200 browsers round robin and one
 * member killed; then 200 with sticky routing by Holdfast's cookie and another member killed.
 */
final class Balancer {

    private static final String NAME = "balancer";
    private static final int CARTS = 200;
    private static final int MEMBERS = 4;

    private Balancer() {}

    static void run(Site site, Findings findings) {
        if (!isThere()) {
            throw new CommandException(
                    "HF5266", "There is no 'haproxy' on the PATH. Install it: apt-get install haproxy.");
        }
        try (MicroCluster cluster =
                new MicroCluster(site.micro(MEMBERS, NAME, List.of(site.war("shop"), site.war("holdfast"))))) {
            cluster.start();
            List<MicroMember> members = cluster.members();
            Watch watch = new Watch(site);
            watch.awaitMembers(members, members.stream().map(Member::name).toArray(String[]::new));
            for (Mode mode : Mode.values()) {
                List<MicroMember> living =
                        members.stream().filter(Member::alive).toList();
                Member victim = living.get(living.size() - 1);
                try (Front front = new Front(site, mode, members)) {
                    Answer.await(front, "/shop/api/member");
                    try (Customers shop = new Customers(NAME, "shop", site.carts(CARTS), List.of(front), mode.seed)) {
                        watch.kill(victim, living.get(0), NAME + "." + mode.word, findings);
                        shop.awaitProgress();
                        judge(NAME + "." + mode.word, mode, site.carts(CARTS), shop.judge(findings), findings);
                    }
                }
            }
            ServerLog.judge(NAME, members.stream().flatMap(MicroMember::logs).toList(), findings);
        }
    }

    /**
     * Every browser has one call under way when the member is killed; what may be repeated, the balancer repeats. With
     * sticky routing only those move whose member is gone.
     */
    private static void judge(String name, Mode mode, int browsers, Customers.Seen seen, Findings findings) {
        findings.add(name + ".moves", seen.moves());
        findings.add(name + ".failed", seen.failed());
        findings.add(name + ".failed.repeatable", seen.failedRepeatable());
        if (seen.failed() > browsers) {
            findings.problem("HF5272 " + name + ": " + seen.failed() + " calls failed, but only " + browsers
                    + " can have been under way when the member was killed");
        }
        if (mode == Mode.STICKY && seen.moves() > browsers) {
            findings.problem("HF5277 " + name + ": " + browsers + " sessions moved " + seen.moves() + " times");
        }
    }

    private static boolean isThere() {
        try {
            return new ProcessBuilder("haproxy", "-v")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How requests are given out. */
    private enum Mode {
        ROUND_ROBIN("round-robin", 1),
        STICKY("sticky", 2);

        private final String word;
        private final long seed;

        Mode(String word, long seed) {
            this.word = word;
            this.seed = seed;
        }

        /** The configuration is the sticky one: without the line that names the cookie every request goes to the next. */
        String of(String configuration) {
            return this == STICKY
                    ? configuration
                    : configuration
                            .lines()
                            .filter(line -> !line.strip().startsWith("cookie "))
                            .collect(Collectors.joining("\n", "", "\n"));
        }
    }

    /** The balancer, as the one member that browsers know. */
    private static final class Front implements Member, AutoCloseable {

        private static final String LISTEN = "127.0.0.1:8000";

        private final URI uri;
        private final GuardedProcess process;

        Front(Site site, Mode mode, List<MicroMember> members) {
            Path directory = site.directory();
            Path file = directory.resolve("haproxy-" + mode.word + ".cfg");
            String address = "127.0.0.1:" + freePort();
            uri = URI.create("http://" + address);
            try {
                String configuration = mode.of(Files.readString(site.config("balancer", "haproxy.cfg")));
                configuration = replace(configuration, LISTEN, address);
                for (int i = 0; i < members.size(); i++) {
                    configuration = replace(
                            configuration,
                            "10.0.0.1" + (i + 1) + ":8080",
                            members.get(i).uri().getAuthority());
                }
                Files.writeString(file, configuration);
                process = GuardedProcess.start(
                        List.of("haproxy", "-db", "-f", file.toString()),
                        Map.of(),
                        directory,
                        directory.resolve("haproxy.log"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String replace(String text, String old, String replacement) {
            if (!text.contains(old)) {
                throw new CommandException("HF5267", "haproxy.cfg has no " + old + ".");
            }
            return text.replace(old, replacement);
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public URI uri() {
            return uri;
        }

        @Override
        public boolean alive() {
            return process.alive();
        }

        @Override
        public void kill9() {
            process.kill();
        }

        @Override
        public void close() {
            process.kill();
        }
    }
}
