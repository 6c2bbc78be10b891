// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The Java that members run on.
 *
 * @param directory what {@code JAVA_HOME} names
 * @param version as in its {@code release} file, such as {@code 17.0.15}
 */
record JavaHome(Path directory, String version) {

    private static final int OLDEST = 17;

    /**
     * Looks at an installation.
     *
     * @throws CommandException if there is no Java, or one that is too old
     */
    static JavaHome at(Path directory) {
        Path java = directory.resolve("bin").resolve("java");
        if (!Files.isExecutable(java)) {
            throw new CommandException(
                    "HF5020", "There is no Java at " + directory + ". Name a JDK " + OLDEST + " or newer.");
        }
        String version = version(directory.resolve("release"));
        if (feature(version) < OLDEST) {
            throw new CommandException(
                    "HF5021",
                    "The Java at " + directory + " is '" + version + "'. Name a JDK " + OLDEST + " or newer.");
        }
        return new JavaHome(directory, version);
    }

    Path java() {
        return directory.resolve("bin").resolve("java");
    }

    private static String version(Path release) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new CommandException("HF5020", "Cannot read " + release + ". Name a whole JDK.", e);
        }
        return properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    }

    /** Java 8 and older call themselves 1.8; text that is no version counts as too old. */
    private static int feature(String version) {
        try {
            return Runtime.Version.parse(version).feature();
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
