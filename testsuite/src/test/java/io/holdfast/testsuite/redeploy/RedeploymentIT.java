// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import io.holdfast.testsuite.http.Browser;
import io.holdfast.testsuite.life.Wars;
import io.holdfast.testsuite.redeploy.app.ControlResource;
import io.holdfast.testsuite.redeploy.bad.Half;
import io.holdfast.testsuite.redeploy.bad.Wrong;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application with Holdfast is deployed, used and undeployed over and over in one process. What is left is looked for
 * in the process itself, after full garbage collections, and compared with what the first few left: the server and the JDK
 * may remember the last one or two.
 */
class RedeploymentIT {

    private static final String LISTENER = "com.hazelcast.spi.impl.eventservice.impl.Registration";
    private static final String LOADER = "org.glassfish.web.loader.WebappClassLoader";
    private static final String[] ALIVE = {
        "io.holdfast.ejb.session.Node",
        "io.holdfast.ejb.session.LiveSession",
        "io.holdfast.ejb.metrics.JmxBean",
        "io.holdfast.core.checkpoint.Distributor",
        "io.holdfast.hazelcast.HazelcastGrid",
        "io.holdfast.testsuite.life.app.Journal",
        "org.apache.fory.Fory"
    };

    /**
     * So many applications that have ended are held by what is not theirs: the JDK keeps the class of the record that was
     * compared last; and threads that the grid's pools happen to start during a call keep who called until they end.
     */
    private static final int HELD = 3;

    private static final int FIRST = 2;
    private static final int TIMES = 20;
    private static final Path TARGET = Path.of("target");
    private static final Path GRID = Path.of("..", "hazelcast-config", "config", "hazelcast-payara-micro-one-host.xml");

    /** A line of the histogram with a class of ours, of a library that we bring, a loader, or a listener of the grid. */
    private static final Pattern WATCHED =
            Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +((?:io\\.holdfast\\.(?!testsuite\\.redeploy)"
                    + "|org\\.apache\\.fory\\.|com\\.dynatrace\\.|org\\.glassfish\\.web\\.loader\\.WebappClassLoader$"
                    + "|com\\.hazelcast\\.spi\\.impl\\.eventservice\\.impl\\.Registration$)\\S*)");

    /** The same lambda and the same proxy have another name in each loader. */
    private static final Pattern GENERATED = Pattern.compile("(\\$\\$Lambda|\\$Proxy).*");

    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\"");

    @TempDir
    static Path directory;

    private static MicroCluster cluster;
    private static MicroMember member;
    private final Browser browser = new Browser();

    @BeforeAll
    static void start() {
        Path control = Wars.written(ShrinkWrap.create(WebArchive.class, "control.war")
                .addPackage(ControlResource.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"));
        cluster = new MicroCluster(new ClusterPlan(
                        1,
                        TARGET.resolve("payara-micro.jar"),
                        directory.resolve("members"),
                        "/control/api/runtime",
                        List.of(control))
                .payaraOptions(
                        "--hzconfigfile", GRID.toAbsolutePath().normalize().toString())
                .startLimit(Duration.ofMinutes(8)));
        cluster.start();
        member = cluster.members().get(0);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void nothingOfAnApplicationIsLeftAfterItWasUndeployed() throws Exception {
        long loadersBefore = instances().getOrDefault(LOADER, 0L);
        Path war = Wars.written(Wars.life(""));
        deployAndUse(war);
        Map<String, Long> alive = instances();
        assertThat(alive).as("while it lives").containsKeys(ALIVE);
        undeploy();
        redeploy(war, FIRST);
        Map<String, Long> before = instances();
        long heldBefore = before.get(LOADER) - loadersBefore;
        Set<String> threadsBefore = threads();
        assertThat(before).as("what is counted").containsKeys(LISTENER, LOADER);

        redeploy(war, TIMES);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (loaders() > loadersBefore + HELD && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1); // references are cleared little by little
        }
        Map<String, Long> after = instances();
        assertThat(after).as("what lives only while an application does").doesNotContainKeys(ALIVE);
        assertThat(after.get(LISTENER)).as("listeners of the grid").isLessThanOrEqualTo(before.get(LISTENER));
        long heldAfter = after.get(LOADER) - loadersBefore;
        assertThat(heldBefore == 0 ? more(alive, 1, after, heldAfter) : more(before, heldBefore, after, heldAfter))
                .as(
                        "what each of %d held applications has more than each of %d after the first few",
                        heldAfter, heldBefore)
                .isEmpty();
        assertThat(after.get(LOADER)).as("class loaders of applications").isLessThanOrEqualTo(loadersBefore + HELD);
        Set<String> threads = threads();
        threads.removeAll(threadsBefore);
        assertThat(threads).as("threads that are left").noneMatch(name -> name.toLowerCase(Locale.ROOT)
                .matches(".*(holdfast|fory|life).*"));
        threads.removeIf(
                name -> name.contains("Executor-Service-")); // a pool of the server, which grows with its first tasks
        assertThat(threads).as("threads of any name").hasSizeLessThan(TIMES / 2);
    }

    @Test
    void anApplicationThatCouldLoseStateIsRefusedWithAllItsProblemsAtOnce() throws IOException {
        Path war = Wars.written(Wars.with("wrong", Wrong.class, Half.class));

        browser.post(deploy(war));

        String log = Files.readString(member.log());
        assertThat(log)
                .contains(
                        "HF3010 field maybe of bean " + Wrong.class.getName() + " is a java.util.Optional",
                        "HF3010 field threads of bean " + Wrong.class.getName() + " is a java.lang.Thread",
                        "HF3010 field process of bean " + Half.class.getName() + " is a java.util.Scanner",
                        "HF3020 bean " + Wrong.class.getName() + " is passivation capable");
        assertThat(new Browser().get(member.uri().resolve("/wrong/")).status()).isEqualTo(404);
    }

    private static URI deploy(Path war) {
        return member.uri()
                .resolve("/control/api/runtime/deploy?file="
                        + URLEncoder.encode(war.toString(), StandardCharsets.UTF_8));
    }

    private void redeploy(Path war, int times) {
        for (int i = 0; i < times; i++) {
            deployAndUse(war);
            undeploy();
        }
    }

    private void deployAndUse(Path war) {
        assertThat(browser.post(deploy(war)).expect(200).body()).isEqualTo("true");
        new Browser()
                .post(member.uri().resolve("/life/api/journal?call=enter&value=one"))
                .expect(200);
    }

    private void undeploy() {
        browser.post(member.uri().resolve("/control/api/runtime/undeploy?name=life"))
                .expect(200);
    }

    /** How many there are of what is watched, by class. */
    private static Map<String, Long> instances() throws IOException, InterruptedException {
        jcmd("GC.run");
        return WATCHED.matcher(jcmd("GC.class_histogram")) // of what is reachable, after another full collection
                .results()
                .collect(Collectors.groupingBy(
                        found -> GENERATED.matcher(found.group(2)).replaceFirst("$1"),
                        TreeMap::new,
                        Collectors.summingLong(found -> Long.parseLong(found.group(1)))));
    }

    private static long loaders() throws IOException, InterruptedException {
        return instances().getOrDefault(LOADER, 0L);
    }

    /** Of which classes there are more for each application that is held; no fewer count as held than before. */
    private static Map<String, Long> more(Map<String, Long> before, long heldBefore, Map<String, Long> now, long held) {
        Map<String, Long> more = new TreeMap<>(now);
        more.remove(LOADER); // counted by itself
        more.entrySet()
                .removeIf(one -> one.getValue() * heldBefore
                        <= before.getOrDefault(one.getKey(), 0L) * Math.max(held, heldBefore));
        return more;
    }

    private static Set<String> threads() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        THREAD.matcher(jcmd("Thread.print")).results().map(MatchResult::group).forEach(names::add);
        return names;
    }

    private static String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(member.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
