// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a member serves the console, as people call it: {@code http://host:8080/holdfast/}. It becomes a link in
 * somebody's page, so only what is certainly the address of a directory of a web server is one: no user, no query, no
 * other protocol, ASCII only.
 *
 * @param url ends with a slash
 */
public record ConsoleAddress(String url) {

    private static final int LONGEST = 512;
    private static final Pattern URL = Pattern.compile(
            "https?://" // protocol
                    + "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])" // name, IPv4 or
                    // [IPv6]
                    + "(?::[0-9]{1,5})?" // port
                    + "(?:/[A-Za-z0-9._~-]{1,64}){0,4}/");

    /** The address in a text; empty if it is none. A missing slash at the end is added. */
    public static Optional<ConsoleAddress> parse(String text) {
        String url = text.endsWith("/") ? text : text + '/';
        return url.length() <= LONGEST && URL.matcher(url).matches() && !url.contains("/../") && !url.contains("/./")
                ? Optional.of(new ConsoleAddress(url))
                : Optional.empty();
    }

    /**
     * The address that a request was sent to.
     *
     * @param scheme {@code http} or {@code https}
     * @param host as the client wrote it; may be anything
     * @param port 1 to 65,535
     * @param contextPath begins with a slash, or is empty
     */
    public static Optional<ConsoleAddress> of(String scheme, String host, int port, String contextPath) {
        String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
        return parse(scheme + "://" + name + ':' + port + contextPath + '/');
    }
}
