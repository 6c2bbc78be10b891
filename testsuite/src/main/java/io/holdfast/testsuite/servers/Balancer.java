// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.GuardedProcess;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import io.holdfast.testsuite.load.Http;
import io.holdfast.testsuite.load.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final Patience START = new Patience(Duration.ofSeconds(30), Duration.ofMillis(200));

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
            watch.awaitMembers(members, members.stream().map(Member::name).collect(Collectors.toSet()));
            for (Mode mode : Mode.values()) {
                List<MicroMember> living =
                        members.stream().filter(Member::alive).toList();
                Member victim = living.get(living.size() - 1);
                try (Front front = new Front(site, mode, members);
                        Customers shop = new Customers(NAME, "shop", CARTS, List.of(front), mode.seed)) {
                    watch.kill(victim, living.get(0), NAME + "." + mode.word, findings);
                    shop.awaitProgress();
                    findings.add(NAME + "." + mode.word + ".moves", shop.judge(findings));
                }
            }
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
            awaitReady();
        }

        private static String replace(String text, String old, String replacement) {
            if (!text.contains(old)) {
                throw new CommandException("HF5267", "haproxy.cfg has no " + old + ".");
            }
            return text.replace(old, replacement);
        }

        private void awaitReady() {
            Http http = new Http(Duration.ofSeconds(5));
            long deadline = START.deadline();
            while (START.remains(deadline) && alive()) {
                try {
                    if (http.send(http.to(uri.resolve("/shop/api/member")).build())
                            .ok()) {
                        return;
                    }
                } catch (IOException e) {
                    // it does not listen yet
                }
                START.pause();
            }
            close();
            throw new CommandException("HF5268", "HAProxy does not answer at " + uri + "; see haproxy.log.");
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
