// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a state that is to be one group.
 *
 * @param from where it begins
 * @param length its bytes
 * @param digest of its bytes, as it stands in the manifest
 */
public record Piece(int from, int length, Digest digest) {

    /** After so many groups in a row that are new, it is not worth trying whether the next one is an old one. */
    private static final int HOPE = 4;

    /** Digests ranges of the state. */
    @FunctionalInterface
    public interface Digesting {
        /** The digest of a range, as it stands in the manifest. */
        Digest of(int from, int length);
    }

    /**
     * Cuts a state as {@link Cutter#cut} does, and faster where it is the state of before: the digest of a range tells
     * whether a group of before stands there again, ten times as fast as the search for its end.
     *
     * @param before the groups of the version before, in order; empty if there is none
     * @param sealing how much longer a group is than its bytes of the state
     */
    public static List<Piece> cut(byte[] state, List<Group> before, int sealing, Digesting digesting) {
        return state.length <= Cutter.WHOLE
                ? state.length == 0 ? List.of() : List.of(new Piece(0, state.length, digesting.of(0, state.length)))
                : new Cut(state, before, sealing, digesting).pieces();
    }

    private static final class Cut {
        private final byte[] state;
        private final List<Group> before;
        private final int sealing;
        private final Digesting digesting;
        private final Map<Integer, Integer> byStart = new HashMap<>();
        private final Map<Digest, Integer> byDigest = new HashMap<>();

        Cut(byte[] state, List<Group> before, int sealing, Digesting digesting) {
            this.state = state;
            this.before = before;
            this.sealing = sealing;
            this.digesting = digesting;
            int start = 0;
            for (int i = 0; i < before.size(); i++) {
                byStart.put(start, i);
                byDigest.put(before.get(i).digest(), i);
                start += before.get(i).length() - sealing;
            }
        }

        List<Piece> pieces() {
            List<Piece> pieces = new ArrayList<>();
            int expected = 0;
            int misses = 0;
            for (int from = 0; from < state.length; ) {
                int inPlace = byStart.getOrDefault(from, -1);
                Piece piece = misses < HOPE ? again(from, expected) : null;
                if (piece == null && misses < HOPE && inPlace != expected) {
                    piece = again(from, inPlace);
                }
                misses = piece == null ? misses + 1 : 0;
                if (piece == null) {
                    int length = Cutter.end(state, from) - from;
                    piece = new Piece(from, length, digesting.of(from, length));
                }
                Integer known = byDigest.get(piece.digest());
                misses = known == null ? misses : 0;
                expected = known == null ? expected + 1 : known + 1;
                pieces.add(piece);
                from += piece.length();
            }
            return pieces;
        }

        /** That group of before, if it stands here again. The last one ended with its state and not by its content. */
        private Piece again(int from, int number) {
            if (number < 0 || number >= before.size()) {
                return null;
            }
            int length = before.get(number).length() - sealing;
            boolean last = number == before.size() - 1;
            if (length > state.length - from || (last && length < state.length - from)) {
                return null;
            }
            Digest digest = digesting.of(from, length);
            return digest.equals(before.get(number).digest()) ? new Piece(from, length, digest) : null;
        }
    }
}
