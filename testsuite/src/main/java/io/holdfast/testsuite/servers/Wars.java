// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** WARs made of other WARs. */
final class Wars {

    private Wars() {}

    /** With more or other files, which are texts. */
    static Path with(Path war, Path made, Map<String, String> files) {
        Map<String, byte[]> bytes = new HashMap<>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return repack(war, made, name -> true, bytes);
    }

    /** Without some of its files. */
    static Path without(Path war, Path made, Predicate<String> left) {
        return repack(war, made, left.negate(), Map.of());
    }

    static Path repack(Path war, Path made, Predicate<String> kept, Map<String, byte[]> files) {
        try (ZipFile from = new ZipFile(war.toFile());
                OutputStream file = Files.newOutputStream(made);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (ZipEntry entry : java.util.Collections.list(from.entries())) {
                if (kept.test(entry.getName()) && !files.containsKey(entry.getName())) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(to);
                }
            }
            for (Map.Entry<String, byte[]> more : files.entrySet()) {
                to.putNextEntry(new ZipEntry(more.getKey()));
                to.write(more.getValue());
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
