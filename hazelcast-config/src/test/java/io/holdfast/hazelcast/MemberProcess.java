// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A member in a process of its own, which can be killed and stopped like a real one. Ends with the test's process. */
final class MemberProcess implements AutoCloseable {

    private static final String READY = "READY ";

    private final Process process;
    private String id;

    private MemberProcess(Process process) {
        this.process = process;
    }

    /** Starts a member; {@link #await()} it. */
    static MemberProcess start(String name, String cluster, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-Xlog:disable",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dholdfast.grid.cluster=" + cluster,
                "-Dholdfast.grid.port=" + port));
        command.addAll(List.of(MemberProcess.class.getName(), name));
        File log = new File("target", "member-" + name + ".log");
        return new MemberProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(log))
                .start());
    }

    /** The member from the file for one host, in this process or in one of its own. */
    static HazelcastInstance start() throws IOException {
        try (InputStream file =
                MemberProcess.class.getClassLoader().getResourceAsStream("hazelcast-payara-micro-one-host.xml")) {
            return Hazelcast.newHazelcastInstance(new XmlConfigBuilder(file).build());
        }
    }

    public static void main(String[] args) throws IOException {
        HazelcastGrid grid = HazelcastGrid.over(start(), GridSettings.defaults().withMemberName(args[0]));
        System.out.println(READY + grid.grid().cluster().view().self());
        while (System.in.read() >= 0) {
            // until the test's process ends
        }
        Runtime.getRuntime().halt(0);
    }

    /** Waits until it has joined. */
    void await() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                id = line.substring(READY.length());
                return;
            }
        }
        throw new IllegalStateException("the member ended at its start; see target/member-*.log");
    }

    /** Its id in the cluster. */
    String id() {
        return id;
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** kill -STOP: it does not answer, and its connections stand. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** kill -TERM. */
    void terminate() throws IOException, InterruptedException {
        signal("TERM");
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end on SIGTERM");
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " failed with " + code);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
