// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import io.holdfast.core.port.Clock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * All who may log in. Programs send user and password with each request, and hashing is made to be slow: what was right a
 * moment ago is right for {@link #REMEMBERED}, known by a keyed hash that nobody else can make. Thread-safe.
 */
public final class Accounts {

    static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 32;

    /**
     * One way to log in.
     *
     * @param login decides
     * @param role what that user may do
     */
    public record Way(Login login, Role role) {}

    private record Known(Account account, long until) {}

    private final List<Way> ways;
    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    /** Those who may log in in one of these ways. */
    public Accounts(List<Way> ways, Clock clock, SecureRandom random) {
        this.ways = List.copyOf(ways);
        this.clock = clock;
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /**
     * Who that is; empty if the user or the password is wrong. All ways are always tried, so that the time does not tell
     * which users there are.
     *
     * @throws io.holdfast.core.port.StoreException if it cannot be decided, since the grid does not answer in time
     */
    public Optional<Account> find(BasicHeader given) {
        String digest = digest(given);
        synchronized (known) {
            Known before = known.get(digest);
            if (before != null && before.until() - clock.nanos() > 0) {
                return Optional.of(before.account());
            }
        }
        Account found = null;
        for (Way way : ways) {
            if (way.login().accepts(given) && found == null) {
                found = new Account(given.user(), way.role());
            }
        }
        if (found != null) {
            synchronized (known) {
                known.put(digest, new Known(found, clock.nanos() + REMEMBERED.toNanos()));
            }
        }
        return Optional.ofNullable(found);
    }

    private String digest(BasicHeader given) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(given.user().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) ':'); // no user has one
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(given.password().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
