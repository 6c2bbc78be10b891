// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

/** The user and the password that are configured. */
public final class ConfiguredLogin implements Login {

    private final String user;
    private final String password;

    /** Accepts these and no others. */
    public ConfiguredLogin(String user, String password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public boolean accepts(BasicHeader given) {
        // Both are always compared, so that the time does not tell whether the user was right.
        boolean rightUser = Sameness.of(user, given.user());
        boolean rightPassword = Sameness.of(password, given.password());
        return rightUser && rightPassword;
    }
}
