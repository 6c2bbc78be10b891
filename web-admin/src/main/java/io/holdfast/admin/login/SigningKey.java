// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import io.holdfast.core.port.Clock;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that signs logins, the same on all members, so that who has logged in at one is known to all: random bytes in
 * the directory, mixed with the passwords that are configured, so that what stands in the grid is not enough to make a
 * login where there are any. Thread-safe.
 */
public final class SigningKey {

    private static final Logger LOG = System.getLogger(SigningKey.class.getName());

    /** Under which key it stands in the directory. */
    static final String KEY = "console/key";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final int ITERATIONS = 10_000;

    private final Directory directory;
    private final Clock clock;
    private final byte[] mixed;
    private String offer;
    private String standing;
    private long readAt;

    /**
     * Asks the directory when it is used first.
     *
     * @param configured the passwords of the configuration; empty if there are none
     */
    public SigningKey(Directory directory, Clock clock, SecureRandom random, String configured) {
        this.directory = directory;
        this.clock = clock;
        this.mixed = stretch(configured);
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        this.offer = Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Learns which key it is, before it is needed: who knows it offers it again, should the grid lose it with too many
     * members at once.
     *
     * @throws StoreException if the grid does not answer in time
     */
    public void agree() {
        agreed();
    }

    /**
     * The signature of a text.
     *
     * @throws StoreException if the key cannot be agreed on, since the grid does not answer in time
     */
    byte[] sign(byte[] text) {
        return mac(mac(agreed().getBytes(StandardCharsets.UTF_8), mixed), text);
    }

    private synchronized String agreed() {
        if (standing == null || clock.nanos() - readAt > FirstStartLogin.TRUST.toNanos()) {
            try {
                standing = directory.putIfAbsent(KEY, offer).orElse(offer);
                offer = standing; // should the grid lose it, what stood before is offered
            } catch (StoreException e) {
                if (standing == null) {
                    throw e;
                }
                LOG.log(Level.DEBUG, "The grid does not answer; what stood there is taken to stand", e);
            }
            readAt = clock.nanos();
        }
        return standing;
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] stretch(String configured) {
        try {
            char[] characters = configured.isEmpty() ? new char[1] : configured.toCharArray();
            byte[] salt = "holdfast console logins".getBytes(StandardCharsets.UTF_8);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(characters, salt, ITERATIONS, BYTES * 8))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        }
    }
}
