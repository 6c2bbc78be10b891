// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** A list of items, as beans keep it, and three ways to make bytes of it. Not thread-safe. */
final class Cart {

    /**
     * One item.
     *
     * @param name a text of its own
     * @param price in cents
     * @param shelf shared by many items
     */
    record Item(String name, long price, Shelf shelf) implements Serializable {}

    /**
     * What items have in common.
     *
     * @param name of the shelf
     */
    record Shelf(String name) implements Serializable {}

    /** How the items become bytes. */
    interface Codec {
        /** All items, in order. */
        byte[] encode(List<Item> items) throws IOException;
    }

    private static final int SHELVES = 100;

    private final SplittableRandom random = new SplittableRandom(2);
    private final List<Item> items = new ArrayList<>();
    private final List<Shelf> shelves = new ArrayList<>(
            Collections.nCopies(SHELVES, 0).stream().map(n -> new Shelf(text())).toList());
    private final boolean sharing;

    /**
     * Fills a cart until its bytes are that many.
     *
     * @param sharing whether items have shelves, or none
     */
    Cart(int bytes, boolean sharing, Codec codec) throws IOException {
        this.sharing = sharing;
        while (items.size() < 100) {
            items.add(item());
        }
        int count = (int) (100L * bytes / codec.encode(items).length);
        while (items.size() < count) {
            items.add(item());
        }
    }

    List<Item> items() {
        return items;
    }

    /** Another item at the front, on a shelf that is used already. */
    void insertFirst() {
        items.add(0, item());
    }

    /** Java serialization, as it is. */
    static byte[] java(List<Item> items) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(items);
        }
        return bytes.toByteArray();
    }

    /** Each item on its own: no number of an item, no offset, no reference to what another item wrote. */
    static byte[] itemByItem(List<Item> items) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(items.size());
        for (Item item : items) {
            out.writeUTF(item.name());
            out.writeLong(item.price());
            out.writeUTF(item.shelf() == null ? "" : item.shelf().name());
        }
        return bytes.toByteArray();
    }

    private Item item() {
        return new Item(text(), random.nextLong(1_000_000), sharing ? shelves.get(random.nextInt(SHELVES)) : null);
    }

    private String text() {
        return random.ints(60, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
