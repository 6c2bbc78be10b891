// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Ports;
import io.holdfast.testsuite.load.Http;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Payara Micro in three ways in one cluster, started as the guide says: n1 with WARs, n2 as one jar with everything
 * inside, n3 with the plain libraries of Holdfast from the server's class path ({@code --addlibs}). While people shop, one
 * is killed, and then each is ended with SIGTERM and started with version 2 of the shop.
 */
final class PayaraMicro {

    private static final String NAME = "payara-micro.upgrade";
    private static final int CARTS = 40;
    private static final long MINUTES = 2;

    private final Guide guide;
    private final Ports ports = Ports.free(3);
    private final JarMember n1;
    private final JarMember n2;
    private final JarMember n3;

    private PayaraMicro(Site site) {
        this.guide = new Guide(site);
        List<String> options = List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dholdfast.grid.cluster=micro-" + ports.first(),
                "-Dholdfast.grid.port=" + ports.grid(0),
                "-Dholdfast.grid.ports=3");
        this.n1 = new JarMember(site, guide, "n1", ports.http(0), options);
        this.n2 = new JarMember(site, guide, "n2", ports.http(1), options);
        this.n3 = new JarMember(site, guide, "n3", ports.http(2), options);
    }

    static void run(Site site, Findings findings) {
        PayaraMicro trial = new PayaraMicro(site);
        Path next = NextShop.make(site);
        try (JarMember first = trial.n1;
                JarMember second = trial.n2;
                JarMember third = trial.n3) {
            trial.start(site);
            List<JarMember> members = List.of(first, second, third);
            Watch watch = new Watch(site);
            watch.awaitMembers(members, "n1", "n2", "n3");
            try (Customers shop = new Customers(NAME, "shop", site.carts(CARTS), members, 1)) {
                watch.kill(second, first, NAME, findings);
                shop.awaitProgress();
                // The dead one first: then two others are always there
                for (JarMember member : List.of(second, first, third)) {
                    if (member.alive()) {
                        member.end();
                    }
                    member.start(trial.with(member, next));
                    watch.awaitMembers(List.of(member), "n1", "n2", "n3");
                    shop.awaitProgress();
                }
                shop.judge(findings);
            }
            members.forEach(PayaraMicro::showsVersion2);
            List<Path> logs = members.stream().flatMap(JarMember::logs).toList();
            ServerLog.judge("payara-micro", logs, findings);
            ServerLog.judgeMembers(logs, 0, findings);
        }
    }

    private void start(Site site) {
        n1.start(free(guide.commands(Guide.Block.MICRO_WARS).get(0)));
        List<List<String>> oneJar = guide.commands(Guide.Block.MICRO_ONE_JAR);
        make(oneJar.get(0));
        n2.start(free(oneJar.get(1)));
        thin(site);
        n3.start(free(guide.commands(Guide.Block.MICRO_LIBRARIES).get(0)));
    }

    /** The guide's ports may be in use. */
    private List<String> free(List<String> command) {
        return command.stream()
                .map(word -> word.matches("808[123]") ? Integer.toString(ports.http(word.charAt(3) - '1')) : word)
                .toList();
    }

    /** The command for WARs, for another member and with another shop. */
    private List<String> with(JarMember member, Path shop) {
        return guide.commands(Guide.Block.MICRO_WARS).get(0).stream()
                .map(word -> switch (word) {
                    case "8081" -> Integer.toString(member.uri().getPort());
                    case "shop.war" -> shop.toAbsolutePath().toString();
                    default -> word.replaceAll("(?<=^|=)n1$", member.name());
                })
                .toList();
    }

    private void make(List<String> command) {
        Path log = guide.directory().resolve("one-jar.log");
        try {
            List<String> line = new ArrayList<>(command);
            line.set(0, JarMember.java());
            Process process = new ProcessBuilder(line)
                    .directory(guide.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)
                    || !Files.isRegularFile(guide.directory().resolve(command.get(command.size() - 1)))) {
                process.destroyForcibly();
                throw new CommandException("HF5265", "Payara Micro made no jar; see " + log + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5265", "Interrupted.", e);
        }
    }

    /** What holds no beans may stand on the class path of the server; what holds some must be in the WAR. */
    private void thin(Site site) {
        try {
            Path thin = Files.createDirectories(guide.directory().resolve("thin"));
            List<Path> plain = NextShop.libraries(site.war("shop"), thin.resolve("unpacked")).stream()
                    .filter(jar -> name(jar).matches("(holdfast-core|holdfast-hazelcast-config|hash4j)-.*"))
                    .toList();
            plain.forEach(jar -> guide.link(name(jar).replaceAll("-[0-9].*", ".jar"), jar.toAbsolutePath()));
            Set<String> inside =
                    plain.stream().map(jar -> "WEB-INF/lib/" + name(jar)).collect(Collectors.toSet());
            for (String war : List.of("shop", "holdfast")) {
                Wars.without(site.war(war), thin.resolve(war + ".war"), inside::contains);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }

    private static void showsVersion2(JarMember member) {
        Http http = new Http();
        try {
            Http.Reply reply =
                    http.send(http.to(member.uri().resolve("/shop/api/cart")).build());
            if (!reply.ok() || !reply.json(JsonObject.class).containsKey("changes")) {
                throw new CommandException("HF5264", member.name() + " does not run version 2: " + reply.start());
            }
        } catch (IOException e) {
            throw new CommandException("HF5264", member.name() + " does not answer.", e);
        }
    }
}
