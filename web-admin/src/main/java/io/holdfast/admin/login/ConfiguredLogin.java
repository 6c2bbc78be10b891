// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import java.security.SecureRandom;

/**
 * A user and a password that are configured. The configuration holds the password itself or, better, its hash as
 * {@link SecretHash} writes it; here only a hash is kept.
 */
public final class ConfiguredLogin implements Login {

    private final String user;
    private final SecretHash hash;

    /** Accepts these and no others. */
    public ConfiguredLogin(String user, String password, SecureRandom random) {
        this.user = user;
        this.hash = SecretHash.parse(password).orElseGet(() -> SecretHash.ofPassword(password, random));
    }

    /** Whether the configured text is a hash and not the password itself. */
    public static boolean isHash(String password) {
        return SecretHash.parse(password).isPresent();
    }

    @Override
    public boolean accepts(BasicHeader given) {
        // Both are always compared, so that the time does not tell whether the user was right.
        boolean rightUser = Sameness.of(user, given.user());
        boolean rightPassword = hash.matches(given.password());
        return rightUser && rightPassword;
    }
}
