// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Tree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Version 2 of the shop, compiled from the sources of version 1 with some lines changed: its cart has one field more, which
 * counts changes, and shows it.
 */
final class NextShop {

    private static final String SOURCES = "io/holdfast/shop/";

    private static final List<Edit> EDITS = List.of(
            new Edit(
                    "cart/Cart.java",
                    "    private final Map<String, Item> items",
                    "    private int changes;\n\n    private final Map<String, Item> items"),
            new Edit(
                    "cart/Cart.java",
                    "        if (!items.containsKey(",
                    "        changes++;\n        if (!items.containsKey("),
            new Edit("cart/Cart.java", "        items.remove(", "        changes++;\n        items.remove("),
            new Edit(
                    "cart/Cart.java",
                    "    @NotCheckpointed\n",
                    "    @NotCheckpointed\n    public int changes() {\n        return changes;\n    }\n\n    @NotCheckpointed\n"),
            new Edit(
                    "web/CartResource.java",
                    "                .add(\"items\", lines)",
                    "                .add(\"items\", lines)\n                .add(\"changes\", hasSession() ? cart.changes() : 0)"));

    private NextShop() {}

    /**
     * A change of a source.
     *
     * @param file which
     * @param old a text that stands there once
     * @param replacement what stands there then
     */
    private record Edit(String file, String old, String replacement) {

        String apply(String source) {
            int at = source.indexOf(old);
            if (at < 0 || source.indexOf(old, at + 1) >= 0) {
                throw new CommandException(
                        "HF5261", "Version 2 of the shop: '" + old + "' does not stand once in " + file);
            }
            return source.replace(old, replacement);
        }
    }

    /** Makes it. */
    static Path make(Site site) {
        Path work = site.directory().resolve("shop-2");
        try {
            Tree.delete(work); // another trial's
            Path inside = unpack(site.war("shop"), work.resolve("inside"));
            Path sources = work.resolve("sources");
            Tree.copy(site.home().resolve(Path.of("examples", "shop", "src", "main", "java")), sources, file -> false);
            for (Edit edit : EDITS) {
                Path file = sources.resolve(SOURCES + edit.file());
                Files.writeString(file, edit.apply(Files.readString(file)));
            }
            Path classes = Files.createDirectories(work.resolve("classes"));
            compile(sources, classes, inside, site.server("jakartaee-api.jar"));
            Map<String, byte[]> changed = new TreeMap<>();
            for (Path file : files(classes)) {
                changed.put(
                        "WEB-INF/classes/" + classes.relativize(file).toString().replace('\\', '/'),
                        Files.readAllBytes(file));
            }
            return Wars.repack(site.war("shop"), work.resolve("shop.war"), name -> true, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path sources, Path classes, Path inside, Path api) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new CommandException("HF5262", "This Java has no compiler. Take a JDK, not a JRE.");
        }
        String path = Stream.concat(Stream.of(api), files(inside).stream().filter(file -> file.toString()
                        .endsWith(".jar")))
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean good = compiler.getTask(
                            said,
                            manager,
                            null,
                            List.of("--release", "17", "-parameters", "-cp", path, "-d", classes.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(files(sources).stream()
                                    .filter(file -> !file.endsWith("package-info.java"))
                                    .toList()))
                    .call();
            if (!good) {
                throw new CommandException("HF5263", "Version 2 of the shop does not compile:\n" + said);
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static Path unpack(Path war, Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(war.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                if (!entry.isDirectory() && entry.getName().startsWith("WEB-INF/lib/")) {
                    Path file = directory.resolve(entry.getName());
                    Files.createDirectories(file.getParent());
                    Files.copy(zip.getInputStream(entry), file);
                }
            }
        }
        return directory;
    }

    /** The jars inside a WAR, in a directory. */
    static List<Path> libraries(Path war, Path directory) {
        try {
            return files(unpack(war, directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
