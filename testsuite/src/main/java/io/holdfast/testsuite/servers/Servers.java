// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.CommandLine;
import io.holdfast.testsuite.cluster.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The command of the deployment suite. The script {@code testsuite/servers} answers {@code --help}, builds what is needed
 * and runs this class. System property {@code holdfast.servers.home}: the root of the project.
 */
public final class Servers {

    private static final int LOST = 1;
    private static final int IMPOSSIBLE = 2;

    private Servers() {}

    /** Runs the command and ends the JVM with its exit code: 0 if nothing was lost, 1 if something was, 2 if it could not be tried. */
    public static void main(String[] arguments) {
        System.exit(run(new CommandLine("testsuite/servers", List.of(arguments))));
    }

    private static int run(CommandLine line) {
        Set<Trial> trials = EnumSet.noneOf(Trial.class);
        Optional<Path> json = Optional.empty();
        boolean isShort = false;
        try {
            while (line.hasNext()) {
                String word = line.next();
                switch (word) {
                    case "all" -> trials.addAll(EnumSet.allOf(Trial.class));
                    case "--short" -> isShort = true;
                    case "--json" -> json = Optional.of(Path.of(line.value(word)));
                    default -> trials.add(trial(word));
                }
            }
            return run(trials.isEmpty() ? EnumSet.allOf(Trial.class) : trials, isShort, json);
        } catch (CommandException e) {
            System.err.println(e.getMessage());
            return IMPOSSIBLE;
        }
    }

    private static Trial trial(String word) {
        return Stream.of(Trial.values())
                .filter(trial -> trial.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "HF5270", "'" + word + "' is none of " + Trial.words() + ". See testsuite/servers --help."));
    }

    private static int run(Set<Trial> trials, boolean isShort, Optional<Path> json) {
        Path home = Path.of(System.getProperty("holdfast.servers.home", "")).toAbsolutePath();
        Path directory = home.resolve(Path.of(
                "testsuite",
                "target",
                "servers-run",
                "run-" + ProcessHandle.current().pid()));
        Site site = new Site(home, directory, UUID.randomUUID().toString(), isShort);
        Findings findings = new Findings();
        for (Trial trial : trials) {
            long start = System.nanoTime();
            System.out.println("Holdfast on " + trial.word() + " ...");
            try {
                Files.createDirectories(directory);
                trial.run(site, findings);
            } catch (CommandException e) {
                findings.problem(trial.word() + ": " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            findings.add(trial.word() + ".seconds", (System.nanoTime() - start) / 1_000_000_000L);
        }
        findings.numbers().forEach((name, number) -> System.out.printf(Locale.ROOT, "  %-36s %,d%n", name, number));
        findings.problems().forEach(problem -> System.out.println("  " + problem));
        json.ifPresent(file -> write(file, findings));
        if (findings.isGood()) {
            delete(directory);
            return 0;
        }
        System.out.println("  The servers' files and logs are in " + directory);
        return LOST;
    }

    private static void write(Path file, Findings findings) {
        try {
            Files.writeString(file, findings.json() + "\n");
        } catch (IOException e) {
            throw new CommandException("HF5133", "--json is '" + file + "', which cannot be written.", e);
        }
    }

    private static void delete(Path directory) {
        try {
            Tree.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
