// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.port.Mail.Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Random values of the stored formats, and their checksums. */
final class Samples {

    static final CheckpointId CART = new CheckpointId("shop", "cart-1");
    static final CheckpointId OTHER = new CheckpointId("shop", "cart-2");

    private static final int CHECKSUM = 4;
    private static final int CHECKSUM_OF_FRAGMENT = 36;

    private Samples() {}

    static Manifest manifest(SplittableRandom random) {
        Layout current = layout(random, List.of());
        Layout previous = random.nextInt(4) == 0 ? null : layout(random, current.groups());
        return new Manifest(
                CART,
                version(random),
                random.nextInt(5) == 0 ? Manifest.RELEASED : text(random, 1 + random.nextInt(40)),
                1 + random.nextInt(255),
                number(random),
                number(random),
                current,
                previous);
    }

    private static Layout layout(SplittableRandom random, List<Group> others) {
        boolean encrypted = random.nextBoolean();
        String key = encrypted ? "key-" + random.nextInt(1 << 30) : "";
        int sealing = encrypted ? Layout.SEALING : 0;
        if (random.nextInt(3) == 0) {
            byte[] inline = new byte[sealing + random.nextInt(300)];
            random.nextBytes(inline);
            int length = inline.length - sealing;
            return new Layout(version(random), text(random, 5), key, length, digest(random), List.of(), inline);
        }
        List<Group> groups = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            List<Group> known = random.nextBoolean() ? others : groups;
            boolean again = !known.isEmpty() && random.nextInt(3) == 0;
            groups.add(again ? known.get(random.nextInt(known.size())) : group(random));
        }
        int length = groups.stream().mapToInt(group -> group.length() - sealing).sum();
        return new Layout(version(random), text(random, 5), key, length, digest(random), groups, null);
    }

    static Group group(SplittableRandom random) {
        Scheme scheme = new Scheme(1 + random.nextInt(6), random.nextInt(4), 1 + random.nextInt(2));
        int[] slots = random.ints(scheme.fragments(), 0, 271).toArray();
        GroupId id = new GroupId(version(random), random.nextInt(1 << random.nextInt(1, 31)));
        return new Group(id, digest(random), 1 + Layout.SEALING + random.nextInt(64 * 1024), scheme, slots);
    }

    static Map<String, byte[]> records(SplittableRandom random) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            records.put(text(random, random.nextInt(30)), bytes);
        }
        return records;
    }

    private static Version version(SplittableRandom random) {
        return new Version(number(random), number(random));
    }

    private static Digest digest(SplittableRandom random) {
        return new Digest(random.nextLong(), random.nextLong());
    }

    /** Small and large ones alike. */
    private static long number(SplittableRandom random) {
        return random.nextLong() >>> random.nextInt(1, 64);
    }

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abcxyz09-_.$\u00e4\u20ac".charAt(random.nextInt(14)));
        }
        return text.toString();
    }

    /** A sealed fragment of the group, with a random payload. */
    static byte[] fragment(SplittableRandom random, CheckpointId id, Group group, int index) {
        byte[] fragment = new byte[FragmentFormat.HEADER + group.scheme().subsegmentBytes(group.length())];
        random.nextBytes(fragment);
        FragmentFormat.seal(id, group, index, fragment);
        return fragment;
    }

    /** The bytes with the checksum that a manifest with them would have. */
    static byte[] resealManifest(CheckpointId id, byte[] bytes) {
        byte[] sealed = bytes.clone();
        int end = Math.max(0, sealed.length - CHECKSUM);
        if (sealed.length >= CHECKSUM) {
            ByteBuffer.wrap(sealed).putInt(end, crc(id, sealed, 0, end));
        }
        return sealed;
    }

    /** The bytes with the checksum that a message about striping with them would have. */
    static byte[] resealMessage(byte[] bytes) {
        byte[] sealed = bytes.clone();
        if (sealed.length >= CHECKSUM) {
            CRC32C crc = new CRC32C();
            crc.update(sealed, 0, sealed.length - CHECKSUM);
            ByteBuffer.wrap(sealed).putInt(sealed.length - CHECKSUM, (int) crc.getValue());
        }
        return sealed;
    }

    static byte[] message(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return StripingFormat.encode(new StripingFormat.Answer(random.nextLong(), random.nextBoolean()));
        }
        List<NewGroup> groups = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            Scheme scheme = new Scheme(1 + random.nextInt(6), random.nextInt(4), 1 + random.nextInt(2));
            byte[] bytes = new byte[1 + random.nextInt(100)];
            random.nextBytes(bytes);
            GroupId id = new GroupId(version(random), random.nextInt(1000));
            int[] slots = random.ints(scheme.fragments(), 0, 271).toArray();
            groups.add(new NewGroup(new Group(id, digest(random), bytes.length, scheme, slots), bytes, 0));
        }
        return StripingFormat.encode(
                new StripingFormat.Order(random.nextLong(), new Address("m1", "answers"), CART, groups));
    }

    /** The bytes with the checksum that a fragment with them would have. */
    static byte[] resealFragment(CheckpointId id, byte[] bytes) {
        byte[] sealed = bytes.clone();
        if (sealed.length >= FragmentFormat.HEADER) {
            byte[] covered = new byte[sealed.length - CHECKSUM];
            System.arraycopy(sealed, 0, covered, 0, CHECKSUM_OF_FRAGMENT);
            System.arraycopy(
                    sealed,
                    FragmentFormat.HEADER,
                    covered,
                    CHECKSUM_OF_FRAGMENT,
                    sealed.length - FragmentFormat.HEADER);
            ByteBuffer.wrap(sealed).putInt(CHECKSUM_OF_FRAGMENT, crc(id, covered, 0, covered.length));
        }
        return sealed;
    }

    private static int crc(CheckpointId id, byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(id.key().getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    /** The bytes with one bit turned. */
    static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    /** The bytes with others in place of a range. */
    static byte[] spliced(byte[] bytes, int from, int to, byte... others) {
        byte[] spliced = new byte[bytes.length - (to - from) + others.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(others, 0, spliced, from, others.length);
        System.arraycopy(bytes, to, spliced, from + others.length, bytes.length - to);
        return spliced;
    }

    /** All bytes but the last so many. */
    static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }
}
