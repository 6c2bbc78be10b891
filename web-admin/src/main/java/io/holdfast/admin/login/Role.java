// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import java.util.Locale;
import java.util.Set;

/** What somebody who has logged in may do. */
public enum Role {
    /** Look. */
    VIEWER,
    /** Look and act. */
    OPERATOR;

    /** Its name as the server and the page know it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This role and those that it includes, by name. */
    public Set<String> texts() {
        return this == OPERATOR ? Set.of(OPERATOR.text(), VIEWER.text()) : Set.of(VIEWER.text());
    }
}
