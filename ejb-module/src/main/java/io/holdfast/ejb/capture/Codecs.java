// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The codecs that there are, and the one that is chosen. Immutable. */
public final class Codecs implements AutoCloseable {

    private final Map<String, StateCodec> byName = new TreeMap<>();
    private final StateCodec chosen;

    /**
     * Those of Holdfast, and those that the loader's services name.
     *
     * @param name which is chosen
     * @throws IllegalArgumentException if there is none of that name
     */
    public Codecs(String name, ClassLoader loader) {
        add(new JavaCodec());
        add(new ForyCodec());
        for (StateCodec codec : ServiceLoader.load(StateCodec.class, loader)) {
            add(codec);
        }
        chosen = byName.get(name);
        if (chosen == null) {
            throw new IllegalArgumentException("HF3006 holdfast.codec is '" + name + "'; there are " + byName.keySet());
        }
    }

    private void add(StateCodec codec) {
        if (!codec.name().matches("[a-z0-9-]{1,32}") || byName.putIfAbsent(codec.name(), codec) != null) {
            throw new IllegalArgumentException(
                    "HF3007 codec " + codec.getClass().getName() + " has the name '" + codec.name()
                            + "'; it must be 1 to 32 of a-z 0-9 -, and no other codec's");
        }
    }

    StateCodec chosen() {
        return chosen;
    }

    /** Java serialization, which takes whatever is serializable. */
    StateCodec java() {
        return byName.get(JavaCodec.NAME);
    }

    /** The codec that wrote a record; null if it is not there. */
    StateCodec named(String name) {
        return byName.get(name);
    }

    /** The application ends. */
    @Override
    public void close() {
        byName.values().forEach(StateCodec::close);
    }
}
