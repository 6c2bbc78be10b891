// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.checkpoint.Reassembler.Reassembled;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid.Operation;
import io.holdfast.core.recovery.Recovery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EncryptionTest {

    private static final String FIRST = key("first", 1);
    private static final String SECOND = key("second", 2);
    private static final Keyring KEYS = Keyring.parse(FIRST);
    private static final byte[] STATE = bytes(1, 90_001);
    private static final byte[] SMALL = "the number of a credit card".getBytes(StandardCharsets.UTF_8);

    private final Ensemble ensemble = Ensemble.of(8);
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);

    @ParameterizedTest
    @ValueSource(strings = {"3+0", "2+1", "4+2", "3+3", "mirror x1", "mirror x3", "2+1x2"})
    void whatWasEncryptedIsReassembledUnderEveryScheme(String scheme) {
        Layout layout = commit(KEYS, Optional.of(Scheme.parse(scheme)), STATE);
        assertThat(layout.key()).isEqualTo("first");
        assertThat(layout.length()).isEqualTo(STATE.length);
        assertThat(read(KEYS).state()).isEqualTo(STATE);
    }

    @Test
    void nothingOfTheStateCanBeReadInTheGrid() {
        byte[] telling = new byte[40_000];
        for (int at = 0; at + SMALL.length <= telling.length; at += SMALL.length) {
            System.arraycopy(SMALL, 0, telling, at, SMALL.length);
        }
        Layout layout = commit(KEYS, Optional.empty(), telling);
        for (Group group : layout.groups()) {
            group.keys(CART)
                    .forEach(key -> assertTellsNothing(ensemble.cluster().fragment(key)));
            assertThat(group.digest()).isNotEqualTo(Digest.of(telling));
        }
        assertThat(layout.digest()).isNotEqualTo(Digest.of(telling));
        assertThat(commit(KEYS, Optional.empty(), SMALL).isInline()).isTrue();
        assertTellsNothing(ensemble.cluster().manifest(CART));
        assertThat(read(KEYS).state()).isEqualTo(SMALL);
    }

    private static void assertTellsNothing(byte[] stored) {
        String text = new String(stored, StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("credit").doesNotContain("number");
    }

    @Test
    void anUnchangedStateCostsNoCallAndOneChangeSendsOneGroup() {
        for (byte[] state : List.of(STATE, SMALL)) {
            commit(KEYS, Optional.empty(), state);
            int calls = calls();
            commit(KEYS, Optional.empty(), state.clone());
            assertThat(calls()).isEqualTo(calls);
        }
        Layout before = commit(KEYS, Optional.empty(), STATE);
        byte[] changed = STATE.clone();
        changed[changed.length - 1]++;
        Layout after = commit(KEYS, Optional.empty(), changed);
        assertThat(after.groups().stream().filter(group -> !before.groups().contains(group)))
                .hasSize(1);
        assertThat(read(KEYS).state()).isEqualTo(changed);
    }

    @Test
    void aMemberWithoutTheKeySaysWhichOneAndLosesNothing() {
        commit(KEYS, Optional.empty(), STATE);
        for (Keyring without : List.of(Keyring.NONE, Keyring.parse(SECOND))) {
            assertThatExceptionOfType(UnreadableFormatException.class)
                    .isThrownBy(() -> read(without))
                    .withMessageStartingWith("HF1131 shop/cart-1 was encrypted with key 'first'");
        }
        assertThat(read(KEYS).state()).isEqualTo(STATE);
    }

    @ParameterizedTest
    @ValueSource(ints = {27, 90_001})
    void anotherKeyUnderTheSameIdIsAnErrorAndNotALoss(int length) {
        commit(KEYS, Optional.empty(), bytes(1, length));
        assertThatExceptionOfType(UnreadableFormatException.class)
                .isThrownBy(() -> read(Keyring.parse(key("first", 3))))
                .withMessageStartingWith("HF1132")
                .withMessageContaining("does not open with key 'first'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2+1", "4+2", "mirror x2", "2+1x2"})
    void aForgedFragmentIsAMissingFragment(String scheme) {
        Layout layout = commit(KEYS, Optional.of(Scheme.parse(scheme)), STATE);
        Group group = layout.groups().get(0);
        for (int index = 0; index < group.scheme().fragments(); index++) {
            FragmentKey key = group.key(CART, index);
            byte[] before = forge(group, index);
            Reassembled found = read(KEYS);
            assertThat(found.state()).isEqualTo(STATE);
            boolean seen = result(found.damaged()).contains(group.id());
            assertThat(seen).isEqualTo(index < group.scheme().data());
            result(ensemble.grid("m2").fragments().putAll(Map.of(key, before)));
        }
    }

    @Test
    void moreForgedFragmentsThanTheSchemeToleratesAreRefused() {
        Group group =
                commit(KEYS, Optional.of(Scheme.parse("2+1")), STATE).groups().get(0);
        forge(group, 0);
        forge(group, 2);
        assertThatExceptionOfType(UnreadableFormatException.class)
                .isThrownBy(() -> read(KEYS))
                .withMessageStartingWith("HF1132 group " + group.id() + " of shop/cart-1");
    }

    @Test
    void sealedBytesOpenOnlyUnderTheirOwnName() {
        CheckpointId other = new CheckpointId("shop", "cart-2");
        Seal seal = KEYS.seal(CART, "first").orElseThrow();
        byte[] sealed = seal.close("group 1.1.0", SMALL, 0, SMALL.length);
        byte[] target = new byte[SMALL.length];
        assertThat(seal.open("group 1.1.1", sealed, target, 0)).isFalse();
        assertThat(KEYS.seal(other, "first").orElseThrow().open("group 1.1.0", sealed, target, 0))
                .isFalse();
        assertThat(target).containsOnly(0);
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThat(seal.open("group 1.1.0", changed, target, 0)).isFalse();
            assertThat(seal.open("group 1.1.0", Arrays.copyOf(sealed, at), target, 0))
                    .isFalse();
        }
        assertThat(seal.open("group 1.1.0", sealed, target, 0)).isTrue();
        assertThat(target).isEqualTo(SMALL);
    }

    @Test
    void theSameBytesAreNeverSealedTwiceAlike() {
        Seal seal = KEYS.seal(CART, "first").orElseThrow();
        assertThat(seal.close("x", SMALL, 0, 10)).isNotEqualTo(seal.close("x", SMALL, 0, 10));
    }

    @Test
    void aRotatedKeySealsEverySessionAgainWhenItIsLookedAfter() {
        for (byte[] state : List.of(STATE, SMALL)) {
            commit(KEYS, Optional.empty(), state);
            Keyring rotated = Keyring.parse(SECOND + "," + FIRST);
            assertThat(read(rotated).state()).isEqualTo(state);
            try (Distributor distributor = distributor(rotated, Optional.empty())) {
                assertThat(distributor.needsProtection(owned)).isTrue();
                Layout layout = result(distributor.commit(owned, "java", state));
                assertThat(layout.key()).isEqualTo("second");
                assertThat(distributor.needsProtection(owned)).isFalse();
            }
            assertThat(read(Keyring.parse(SECOND)).state()).isEqualTo(state);
            commit(KEYS, Optional.empty(), state);
        }
    }

    @Test
    void encryptionIsTurnedOnAndOffWithoutLosingASession() {
        commit(Keyring.NONE, Optional.empty(), STATE);
        commit(KEYS, Optional.empty(), STATE);
        assertThat(read(KEYS).layout().key()).isEqualTo("first");
        commit(Keyring.NONE, Optional.empty(), STATE);
        assertThat(read(Keyring.NONE).layout().key()).isEmpty();
    }

    @Test
    void anotherMemberRecoversWithTheSameKeys() {
        commit(KEYS, Optional.empty(), STATE);
        Recovery recovery = new Recovery(ensemble.grid("m3"), KEYS);
        OwnedCheckpoint next = result(recovery.claim(CART, any -> true)).orElseThrow();
        assertThat(result(recovery.reassemble(next)).state()).isEqualTo(STATE);
        assertThat(result(recovery.stored(next))).isEqualTo(STATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first",
                "first:",
                ":AAAA",
                "first:AAAA",
                "a b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "seventeen-letters:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,"
            })
    void aWrongConfigurationIsRefusedWithoutShowingAKey(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.parse(text))
                .withMessageStartingWith("HF1031")
                .withMessageNotContaining("AAAA");
    }

    @Test
    void aKeyIdStandsForOneKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.parse(FIRST + "," + key("first", 9)))
                .withMessageStartingWith("HF1032");
    }

    @Test
    void fingerprintsTellKeysApartAndKeepThemSecret() {
        Keyring both = Keyring.parse(FIRST + ", " + SECOND);
        assertThat(both.current()).isEqualTo("first");
        assertThat(both.fingerprints()).containsOnlyKeys("first", "second");
        assertThat(both.fingerprints().get("first"))
                .isEqualTo(KEYS.fingerprints().get("first"))
                .isNotEqualTo(both.fingerprints().get("second"))
                .isNotEqualTo(Keyring.parse(key("first", 7)).fingerprints().get("first"))
                .matches("[0-9a-f]{16}");
        assertThat(both.toString()).isEqualTo("keys [first, second]");
    }

    private static String key(String id, int value) {
        byte[] key = new byte[Keyring.KEY_BYTES];
        Arrays.fill(key, (byte) value);
        return id + ':' + Base64.getEncoder().encodeToString(key);
    }

    /** Changes a payload byte and seals the fragment again, as somebody in the grid can. Answers the old bytes. */
    private byte[] forge(Group group, int index) {
        byte[] before = ensemble.cluster().fragment(group.key(CART, index)).clone();
        byte[] forged = before.clone();
        forged[FragmentFormat.HEADER + 100]++;
        FragmentFormat.seal(CART, group, index, forged);
        result(ensemble.grid("m2").fragments().putAll(Map.of(group.key(CART, index), forged)));
        return before;
    }

    private int calls() {
        return ensemble.faults("m0").calls(Operation.PUT)
                + ensemble.faults("m0").calls(Operation.CAS_MANIFEST);
    }

    private Layout commit(Keyring keys, Optional<Scheme> scheme, byte[] state) {
        try (Distributor distributor = distributor(keys, scheme)) {
            return result(distributor.commit(owned, "java", state));
        }
    }

    private Distributor distributor(Keyring keys, Optional<Scheme> scheme) {
        return new Distributor(
                ensemble.grid("m0"),
                new DistributorSettings(4096, 1 << 20, Duration.ofSeconds(1), false, scheme, keys));
    }

    private Reassembled read(Keyring keys) {
        return result(new Reassembler(ensemble.grid("m1").fragments(), keys).reassemble(ensemble.manifest(CART)));
    }
}
