// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Packs classes of this module into a WAR, with the libraries of another one if it needs them. */
final class CallWar {

    private CallWar() {}

    /**
     * Writes the file.
     *
     * @param packages whose classes go in
     * @param libraries a WAR whose {@code WEB-INF/lib} goes in; null if none
     */
    static Path write(Path file, List<String> packages, Path libraries) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(file))) {
            add(war, "WEB-INF/beans.xml", InputStream.nullInputStream());
            for (String name : packages) {
                for (String type : typesOf(name)) {
                    String path = name.replace('.', '/') + '/' + type + ".class";
                    try (InputStream bytes = CallWar.class.getClassLoader().getResourceAsStream(path)) {
                        add(war, "WEB-INF/classes/" + path, bytes);
                    }
                }
            }
            if (libraries != null) {
                addLibraries(war, libraries);
            }
        }
        return file;
    }

    /** Named, because classes cannot be listed wherever they were loaded from. */
    private static List<String> typesOf(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "app" -> List.of("Basket", "LineItem", "CallApplication");
            case "holdfast" -> List.of("HoldfastBasket", "HoldfastResource");
            case "payara" -> List.of("PayaraBasket", "PayaraResource");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void addLibraries(ZipOutputStream war, Path libraries) throws IOException {
        try (ZipFile from = new ZipFile(libraries.toFile())) {
            for (ZipEntry entry : from.stream()
                    .filter(one -> one.getName().startsWith("WEB-INF/lib/") && !one.isDirectory())
                    .toList()) {
                try (InputStream bytes = from.getInputStream(entry)) {
                    add(war, entry.getName(), bytes);
                }
            }
        }
    }

    private static void add(ZipOutputStream war, String name, InputStream bytes) throws IOException {
        war.putNextEntry(new ZipEntry(name));
        bytes.transferTo(war);
        war.closeEntry();
    }
}
