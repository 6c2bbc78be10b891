// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whole directories: copied and deleted. */
public final class Tree {

    private Tree() {}

    /**
     * Copies a directory.
     *
     * @param from a directory
     * @param to made if it is not there
     * @param linked which files, named relative to {@code from}, nobody writes to: they become hard links where the file
     *     system can do that
     */
    public static void copy(Path from, Path to, Predicate<Path> linked) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path source : all) {
            Path relative = from.relativize(source);
            Path target = to.resolve(relative.toString());
            if (Files.isDirectory(source)) {
                Files.createDirectories(target);
            } else if (!linked.test(relative) || !link(source, target)) {
                Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Deletes a directory with all that is in it, if it is there. A file that another deletes meanwhile is no error. */
    public static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    private static boolean link(Path source, Path target) {
        try {
            Files.createLink(target, source);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another file system: the caller copies
        }
    }
}
