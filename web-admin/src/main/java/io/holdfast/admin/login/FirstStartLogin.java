// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import io.holdfast.core.port.Clock;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A secret for a cluster that has none configured. Every member makes one at its start and offers its hash to the
 * directory; the first offer stands, for all members. The member whose offer stands tells the secret once; nobody knows
 * those of the others, which are worth nothing. What stands is looked up again now and then: should the grid lose it,
 * members offer what stood before.
 */
public final class FirstStartLogin implements Login {

    private static final Logger LOG = System.getLogger(FirstStartLogin.class.getName());

    /** Under which key the hash stands in the directory. */
    static final String KEY = "console/credentials";

    /** How long what stood there is taken to stand there. */
    static final Duration TRUST = Duration.ofSeconds(10);

    private static final int SECRET_BYTES = 18; // 144 bits, 24 characters

    private final String user;
    private final Directory directory;
    private final Clock clock;
    private final Consumer<String> herald;
    private final String secret;
    private final SecretHash own;
    private boolean told;
    private Optional<SecretHash> standing = Optional.empty();
    private String offer;
    private long readAt;

    /**
     * Makes a secret; offers nothing yet.
     *
     * @param user who may log in
     * @param herald is told the secret if it becomes the cluster's, at most once
     */
    public FirstStartLogin(
            String user, Directory directory, Clock clock, SecureRandom random, Consumer<String> herald) {
        this.user = user;
        this.directory = directory;
        this.clock = clock;
        this.herald = herald;
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        this.secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        this.own = SecretHash.of(secret, random);
        this.offer = own.text();
    }

    /**
     * Finds out which secret is the cluster's. Repeat it if it fails: an offer whose outcome was unknown is recognized.
     *
     * @return whether there is a readable one; if not, nobody can log in
     * @throws io.holdfast.core.port.StoreException if the grid does not answer in time
     */
    public boolean agree() {
        return agreed().isPresent();
    }

    private synchronized Optional<SecretHash> agreed() {
        if (standing.isEmpty() || clock.nanos() - readAt > TRUST.toNanos()) {
            try {
                adopt(directory.putIfAbsent(KEY, offer).orElse(offer));
            } catch (StoreException e) {
                if (standing.isEmpty()) {
                    throw e;
                }
                LOG.log(Level.DEBUG, "The grid does not answer; what stood there is taken to stand", e);
            }
            readAt = clock.nanos();
        }
        return standing;
    }

    private void adopt(String found) {
        standing = SecretHash.parse(found);
        if (standing.isPresent()) {
            offer = found;
        }
        if (found.equals(own.text()) && !told) {
            told = true;
            herald.accept(secret);
        }
    }

    @Override
    public boolean accepts(BasicHeader given) {
        // Both are always compared, so that the time does not tell whether the user was right.
        boolean rightUser = Sameness.of(user, given.user());
        boolean rightPassword =
                agreed().map(hash -> hash.matches(given.password())).orElse(false);
        return rightUser && rightPassword;
    }
}
