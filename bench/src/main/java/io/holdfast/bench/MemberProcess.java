// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A member of the cluster in a process of its own, which does what lines of text tell it. Not thread-safe. */
final class MemberProcess implements AutoCloseable {

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    /** Starts it; {@link #await()} it. */
    MemberProcess(String name, Map<String, String> properties) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(MemberMain.class.getName(), name));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = process.outputWriter();
        out = process.inputReader();
    }

    /** Waits until it has started. */
    MemberProcess await() throws IOException {
        answer("start");
        return this;
    }

    /** Lets it do something and waits for the figures that it answers. */
    Map<String, Double> ask(Object... words) throws IOException {
        tell(words);
        return answer(words[0].toString());
    }

    /** Lets it do something; {@link #answer} waits for the figures. */
    void tell(Object... words) throws IOException {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(word).append(' ');
        }
        in.write(line.append('\n').toString());
        in.flush();
    }

    /** Waits for the figures of what it was told. */
    Map<String, Double> answer(String what) throws IOException {
        Map<String, Double> figures = new HashMap<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(MemberMain.DONE)) {
                return figures;
            }
            String[] word = line.split(" ", 2);
            if (word.length != 2 || word[0].equals(MemberMain.FAILED)) {
                throw new IllegalStateException("HF5204 a member failed to " + what + ": " + line);
            }
            figures.put(word[0], Double.valueOf(word[1]));
        }
        throw new IllegalStateException("HF5205 a member ended while it should " + what);
    }

    /** kill -9; answers when, in nanoseconds of this machine. */
    long kill() throws InterruptedException {
        long at = System.nanoTime();
        process.destroyForcibly();
        process.waitFor();
        return at;
    }

    /** SIGTERM, and waits until it has handed over and ended. */
    void leave() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
