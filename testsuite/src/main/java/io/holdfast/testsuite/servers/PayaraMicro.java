// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import io.holdfast.testsuite.load.Http;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Payara Micro in three ways in one cluster: n1 with WARs, n2 as one jar with everything inside, n3 with the plain
 * libraries of Holdfast from the server's class path ({@code --addlibs}). While people shop, one is killed, and then each
 * is ended with SIGTERM and started with version 2 of the shop.
 */
final class PayaraMicro {

    private static final String NAME = "payara-micro.upgrade";
    private static final int CARTS = 40;
    private static final Set<String> MEMBERS = Set.of("n1", "n2", "n3");
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    private PayaraMicro() {}

    static void run(Site site, Findings findings) {
        List<Path> wars = List.of(site.war("shop"), site.war("holdfast"));
        ClusterPlan plan = site.micro(3, "payara-micro", wars)
                .variant("n2", ClusterPlan.Variant.uberJar(uberJar(site, wars)))
                .variant("n3", withLibraries(site));
        Path next = NextShop.make(site);
        try (MicroCluster cluster = new MicroCluster(plan)) {
            cluster.start();
            List<MicroMember> members = cluster.members();
            Watch watch = new Watch(site);
            watch.awaitMembers(members, MEMBERS);
            try (Customers shop = new Customers(NAME, "shop", CARTS, members, 1)) {
                watch.kill(members.get(1), members.get(0), NAME, findings);
                shop.awaitProgress();
                // The dead one first: then two others are always there
                for (MicroMember member : List.of(members.get(1), members.get(0), members.get(2))) {
                    if (member.alive()) {
                        member.stop(END_LIMIT);
                    }
                    plan.variant(member.name(), ClusterPlan.Variant.of(List.of(next, site.war("holdfast"))));
                    member.restart();
                    member.waitUntilReady(START_LIMIT);
                    watch.awaitMembers(List.of(member), MEMBERS);
                    shop.awaitProgress();
                }
                shop.judge(findings);
            }
            members.forEach(PayaraMicro::showsVersion2);
        }
    }

    private static void showsVersion2(MicroMember member) {
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

    private static Path uberJar(Site site, List<Path> wars) {
        Path jar = site.directory().resolve("shop-uber.jar");
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                site.target().resolve("payara-micro.jar").toString()));
        wars.forEach(war -> command.addAll(List.of("--deploy", war.toString())));
        command.addAll(List.of("--outputUberJar", jar.toString()));
        Path log = site.directory().resolve("uber-jar.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS) || !Files.isRegularFile(jar)) {
                process.destroyForcibly();
                throw new CommandException("HF5265", "Payara Micro made no " + jar + "; see " + log + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5265", "Interrupted.", e);
        }
        return jar;
    }

    /** What holds no beans may stand on the class path of the server; what holds some must be in the WAR. */
    private static ClusterPlan.Variant withLibraries(Site site) {
        Path place = site.directory().resolve("addlibs");
        List<Path> plain = NextShop.libraries(site.war("shop"), place).stream()
                .filter(jar ->
                        jar.getFileName().toString().matches("(holdfast-core|holdfast-hazelcast-config|hash4j)-.*"))
                .toList();
        Set<String> names =
                plain.stream().map(jar -> "WEB-INF/lib/" + jar.getFileName()).collect(Collectors.toSet());
        return new ClusterPlan.Variant(
                site.target().resolve("payara-micro.jar").toString(), // an unpacked one refuses the option
                List.of(
                        Wars.without(site.war("shop"), place.resolve("shop.war"), names::contains),
                        Wars.without(site.war("holdfast"), place.resolve("holdfast.war"), names::contains)),
                List.of(
                        "--addlibs",
                        plain.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
    }
}
