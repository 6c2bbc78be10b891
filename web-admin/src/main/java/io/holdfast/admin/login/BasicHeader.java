// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client says in the header {@code Authorization} of Basic authentication (RFC 7617), in UTF-8.
 *
 * @param user without a colon
 * @param password may be empty
 */
public record BasicHeader(String user, String password) {

    private static final String SCHEME = "basic ";
    private static final int LONGEST = 1024;

    /** Reads the value of the header; empty if it is not one of Basic authentication or longer than any real one. */
    public static Optional<BasicHeader> parse(String header) {
        if (header == null
                || header.length() > LONGEST
                || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicHeader(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BasicHeader[user=" + user + "]";
    }
}
