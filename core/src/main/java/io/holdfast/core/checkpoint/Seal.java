// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens bytes of one checkpoint with AES-256-GCM (NIST SP 800-38D). Immutable and thread-safe.
 *
 * <pre>
 *   0         12                           n-16      n
 *   +---------+----------------------------+---------+
 *   | nonce   | encrypted bytes            | tag     |
 *   +---------+----------------------------+---------+
 * </pre>
 *
 * The associated data is the checkpoint's key and the name of what is sealed, so that sealed bytes of another
 * checkpoint, group or version do not open here.
 */
final class Seal {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final CheckpointId checkpoint;
    private final String keyId;
    private final SecretKeySpec bytesKey;
    private final SecretKeySpec digestKey;

    Seal(CheckpointId checkpoint, String keyId, byte[] bytesKey, byte[] digestKey) {
        this.checkpoint = checkpoint;
        this.keyId = keyId;
        this.bytesKey = new SecretKeySpec(bytesKey, "AES");
        this.digestKey = new SecretKeySpec(digestKey, "AES");
    }

    /** The id of the key. */
    String keyId() {
        return keyId;
    }

    /** Encrypts a range under a name that is used once. */
    byte[] close(String name, byte[] plain, int from, int length) {
        byte[] sealed = new byte[length + Layout.SEALING];
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        System.arraycopy(nonce, 0, sealed, 0, NONCE);
        try {
            cipher(Cipher.ENCRYPT_MODE, name, sealed).doFinal(plain, from, length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HF1034 " + checkpoint + " cannot be encrypted: " + e.getMessage(), e);
        }
    }

    /**
     * Decrypts into a target. Answers false if the tag does not fit; the target then holds nothing of it that was not
     * there before, or zeros.
     */
    boolean open(String name, byte[] sealed, byte[] target, int to) {
        if (sealed.length < Layout.SEALING) {
            return false;
        }
        try {
            cipher(Cipher.DECRYPT_MODE, name, sealed).doFinal(sealed, NONCE, sealed.length - NONCE, target, to);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HF1035 " + checkpoint + " cannot be decrypted: " + e.getMessage(), e);
        }
    }

    /** A digest that says nothing about the bytes to who has no key: one block of AES, equal where they are equal. */
    Digest hide(Digest digest) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, digestKey);
            ByteBuffer hidden = ByteBuffer.wrap(cipher.doFinal(ByteBuffer.allocate(16)
                    .putLong(digest.high())
                    .putLong(digest.low())
                    .array()));
            return new Digest(hidden.getLong(), hidden.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HF1036 this Java cannot encrypt with AES", e);
        }
    }

    /** Why nothing opens, and what to do. */
    UnreadableFormatException broken(String name) {
        return new UnreadableFormatException(
                "HF1132 " + name + " of " + checkpoint + " does not open with key '" + keyId
                        + "': its bytes were changed, or the key of that id is another one on the member that wrote it;"
                        + " compare the keys of all members",
                null);
    }

    private Cipher cipher(int mode, String name, byte[] sealed) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, bytesKey, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
        cipher.updateAAD((checkpoint.key() + '/' + name).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
