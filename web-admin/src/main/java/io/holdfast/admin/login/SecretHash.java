// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a secret: PBKDF2 with HMAC-SHA-256, {@code pbkdf2-sha256:ITERATIONS:SALT:HASH} with salt and
 * hash in base64. A secret that the cluster makes is longer than anybody can guess, and few iterations do; a password that a person
 * chose gets many.
 *
 * @param iterations {@value #FEWEST} to {@value #MOST}
 * @param salt base64
 * @param hash base64
 */
record SecretHash(int iterations, String salt, String hash) {

    private static final int FEWEST = 10_000;

    /** For what people choose as a password: some 0.1 seconds for each guess. */
    private static final int FOR_PASSWORDS = 210_000;

    /** More would let a forged record occupy the processor at every login. */
    private static final int MOST = 1_000_000;

    private static final int BYTES = 32;
    private static final Pattern TEXT =
            Pattern.compile("pbkdf2-sha256:([0-9]{1,7}):([A-Za-z0-9+/]{22}==):([A-Za-z0-9+/]{43}=)");

    /** Hashes a secret with a salt of its own. */
    static SecretHash of(String secret, SecureRandom random) {
        return of(secret, random, FEWEST);
    }

    /** Hashes what a person chose, which others may guess. */
    static SecretHash ofPassword(String password, SecureRandom random) {
        return of(password, random, FOR_PASSWORDS);
    }

    private static SecretHash of(String secret, SecureRandom random, int iterations) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return new SecretHash(iterations, encode(salt), encode(derive(secret, salt, iterations)));
    }

    /** Reads {@link #text()} back; empty if it is anything else. */
    static Optional<SecretHash> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int iterations = Integer.parseInt(matcher.group(1));
        return iterations < FEWEST || iterations > MOST
                ? Optional.empty()
                : Optional.of(new SecretHash(iterations, matcher.group(2), matcher.group(3)));
    }

    /** As it stands in the directory. */
    String text() {
        return "pbkdf2-sha256:" + iterations + ':' + salt + ':' + hash;
    }

    /** Whether this is the secret. Some 5 milliseconds of work, 100 for a password. */
    boolean matches(String secret) {
        byte[] derived = derive(secret, Base64.getDecoder().decode(salt), iterations);
        return MessageDigest.isEqual(Base64.getDecoder().decode(hash), derived);
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        try {
            // An empty password is refused by the key specification; no secret is empty, and none contains a NUL.
            char[] characters = secret.isEmpty() ? new char[1] : secret.toCharArray();
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(characters, salt, iterations, BYTES * 8))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
