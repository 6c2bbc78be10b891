// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an idempotency key looks like, in a call and in the HTTP header. */
public final class IdempotencyKeys {

    /** Continues a sentence that begins with the key. */
    public static final String FORM = "is 1 to 128 visible ASCII characters without \" and \\";

    private static final Pattern KEY = Pattern.compile("[!#-\\[\\]-~]{1,128}");
    private static final Pattern HEADER = Pattern.compile("\"(" + KEY + ")\"|(" + KEY + ")");

    private IdempotencyKeys() {}

    /** Whether it may be one. */
    static boolean isOne(String key) {
        return KEY.matcher(key).matches();
    }

    /** The key in a header's value, which may stand in quotation marks; empty if there is none. */
    public static Optional<String> ofHeader(String value) {
        Matcher matcher = HEADER.matcher(value.strip());
        return matcher.matches()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }
}
