// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands that the guide shows, read from its pages, so that what is tried is what people are told; and a directory
 * in which everything has the name that the guide gives it.
 */
final class Guide {

    /** A block of commands on a page, after a comment with its name. */
    static final Pattern RUN = Pattern.compile("<!-- run: (\\S+) -->\\n```\\n(.*?)```", Pattern.DOTALL);

    /** Servers listen on all addresses unless they are told; here on one. */
    private static final String LISTEN =
            "\nset configs.config.%s.network-config.network-listeners.network-listener.%s.address=127.0.0.1\n";

    private final Path pages;
    private final Path directory;

    /** What is run of the guide. */
    enum Block {
        MICRO_WARS("payara-micro", "wars"),
        MICRO_ONE_JAR("payara-micro", "one-jar"),
        MICRO_LIBRARIES("payara-micro", "libraries"),
        PAYARA_DOMAIN("payara-server", "domain"),
        PAYARA_APPLICATIONS("payara-server", "applications"),
        GLASSFISH_DOMAIN("glassfish", "domain"),
        GLASSFISH_APPLICATIONS("glassfish", "applications");

        private final String page;
        private final String word;

        Block(String page, String word) {
            this.page = page;
            this.word = word;
        }

        /** As the comment on the page says it. */
        String mark() {
            return page + '.' + word;
        }
    }

    /** Lays the directory out. */
    Guide(Site site) {
        this.pages = site.home().resolve(Path.of("src", "site", "guide"));
        this.directory = site.directory().resolve("as-in-the-guide").toAbsolutePath();
        try {
            Tree.delete(directory);
            for (String kind : List.of("asadmin", "config")) {
                Tree.copy(
                        site.config(kind), directory.resolve("hazelcast-config").resolve(kind), file -> false);
            }
            append("payara-micro.asadmin", LISTEN.formatted("server-config", "http-listener"));
            append("payara-server.asadmin", LISTEN.formatted("*", "*"));
            append("glassfish.asadmin", LISTEN.formatted("*", "*"));
            Path target = site.target().toAbsolutePath();
            link("payara-micro.jar", target.resolve("payara-micro.jar"));
            for (String war : List.of("shop.war", "holdfast.war")) {
                link(war, target.resolve("wars").resolve(war));
            }
            for (String file : List.of("holdfast.ear", "shop.ear", "hazelcast.jar")) {
                link(file, target.resolve("servers").resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String script, String line) throws IOException {
        Files.writeString(
                directory.resolve(Path.of("hazelcast-config", "asadmin", script)), line, StandardOpenOption.APPEND);
    }

    /** Where the commands are run. */
    Path directory() {
        return directory;
    }

    /** Gives a file the name that it has in the guide. */
    void link(String name, Path file) {
        try {
            Files.createSymbolicLink(directory.resolve(name), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commands of a block, in words. */
    List<List<String>> commands(Block block) {
        Path page = pages.resolve(block.page + ".md");
        try {
            return RUN.matcher(Files.readString(page))
                    .results()
                    .filter(found -> found.group(1).equals(block.mark()))
                    .findFirst()
                    .map(found -> words(found.group(2)))
                    .orElseThrow(() ->
                            new CommandException("HF5271", page + " has no commands after <!-- run: " + block.mark()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> words(String shown) {
        return shown.replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> List.of(line.split("\\s+")))
                .toList();
    }
}
