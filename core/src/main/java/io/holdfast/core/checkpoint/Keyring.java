// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encryption keys of the application, each with an id: the first one seals new bytes, the others open what was
 * sealed before. Immutable and thread-safe; never prints a key.
 *
 * <p>To rotate: add the new key at the end on every member, then put it first on every member; maintenance then seals
 * every session again, and when no session names the old key any more it can go.
 *
 * <p>No key encrypts anything itself. Each checkpoint has keys of its own, derived by HMAC-SHA-256 (a KDF in counter
 * mode with one block, NIST SP 800-108), so that random nonces never meet often enough to matter.
 */
public final class Keyring {

    /** Nothing is encrypted. */
    public static final Keyring NONE = new Keyring(new LinkedHashMap<>());

    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_-]{1,16}):([A-Za-z0-9+/]{43}=)");
    private static final String MAC = "HmacSHA256";

    private final Map<String, SecretKeySpec> keys;
    private final String current;

    private Keyring(Map<String, SecretKeySpec> keys) {
        this.keys = keys;
        this.current = keys.isEmpty() ? "" : keys.keySet().iterator().next();
    }

    /**
     * Reads keys from a configuration.
     *
     * @param text {@code id:key,id:key,...}; an id has 1 to 16 characters of {@code A-Z a-z 0-9 _ -}, a key is 32 bytes in
     *     base64; empty for no encryption
     * @throws IllegalArgumentException if it is not that; the message shows no key
     */
    public static Keyring parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            Matcher matcher = ENTRY.matcher(entry.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("HF1031 encryption key number " + (keys.size() + 1)
                        + " is not ID:KEY, with an id of 1 to 16 characters of A-Z a-z 0-9 _ - and a key of "
                        + KEY_BYTES + " bytes in base64; make one with: openssl rand -base64 " + KEY_BYTES);
            }
            SecretKeySpec key = new SecretKeySpec(Base64.getDecoder().decode(matcher.group(2)), MAC);
            if (keys.put(matcher.group(1), key) != null) {
                throw new IllegalArgumentException("HF1032 encryption key '" + matcher.group(1)
                        + "' is there twice; each key has an id of its own");
            }
        }
        return new Keyring(keys);
    }

    /** The id of the key that seals; empty if nothing is encrypted. */
    public String current() {
        return current;
    }

    /** What members compare to find out whether they have the same keys, by id: 16 hexadecimal digits, no secret. */
    public Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        keys.forEach(
                (id, key) -> fingerprints.put(id, HexFormat.of().formatHex(mac(key, "holdfast fingerprint"), 0, 8)));
        return fingerprints;
    }

    /**
     * What seals and opens the bytes of one checkpoint.
     *
     * @param key the id of the key; empty for bytes that are not encrypted
     * @return empty for an empty id
     * @throws UnreadableFormatException if there is no such key here
     */
    Optional<Seal> seal(CheckpointId checkpoint, String key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        SecretKeySpec master = keys.get(key);
        if (master == null) {
            throw new UnreadableFormatException(
                    "HF1131 " + checkpoint + " was encrypted with key '" + key
                            + "', which this member does not have (it has "
                            + (keys.isEmpty() ? "none" : String.join(", ", keys.keySet()))
                            + "); configure the same keys on all members",
                    null);
        }
        String who = "holdfast " + checkpoint.key();
        return Optional.of(new Seal(checkpoint, key, mac(master, who + " bytes"), mac(master, who + " digest")));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HF1033 this Java has no " + MAC, e);
        }
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
