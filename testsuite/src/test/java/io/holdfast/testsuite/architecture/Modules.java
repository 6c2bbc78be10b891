// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of all modules as this build compiled them, tests left out. */
final class Modules {

    private static final List<String> FOLDERS =
            List.of("core", "hazelcast-config", "ejb-module", "web-admin", "examples/shop", "testsuite");

    private Modules() {}

    /**
     * Reads them.
     *
     * @throws IllegalStateException if a module has not been compiled; a rule would otherwise hold for want of classes
     */
    static JavaClasses compiled() {
        List<Path> places = FOLDERS.stream()
                .map(folder -> Path.of("..", folder, "target", "classes"))
                .toList();
        places.stream().filter(place -> !holdsClasses(place)).findFirst().ifPresent(place -> {
            throw new IllegalStateException(
                    "No classes in " + place.toAbsolutePath().normalize()
                            + ". Build the whole project: this test looks at all of its modules.");
        });
        return new ClassFileImporter().importPaths(places);
    }

    private static boolean holdsClasses(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.anyMatch(file -> file.toString().endsWith(".class"));
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
