// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import io.holdfast.core.port.Clock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and reads logins that a page carries in a header, never in a cookie: {@code HF1.USER.ROLE.ID.BEGUN.ENDS.MAC}.
 * Every member reads what another made, so a login outlives the member that gave it; none is kept anywhere, so a new
 * one is made by every login and nothing can be fixed beforehand. Thread-safe.
 */
public final class Tokens {

    /** How long one is good. */
    public static final Duration LIFE = Duration.ofMinutes(30);

    /** How long it can be renewed since the password was given. */
    static final Duration LONGEST = Duration.ofHours(12);

    private static final Pattern TEXT = Pattern.compile(
            "(HF1\\.([A-Za-z0-9_-]{1,400})\\.(VIEWER|OPERATOR)\\.([A-Za-z0-9_-]{16})\\.(\\d{1,15})\\.(\\d{1,15}))\\.([A-Za-z0-9_-]{43})");

    private final SigningKey key;
    private final Clock clock;
    private final SecureRandom random;
    private final Predicate<String> ended;

    /**
     * Signs with that key.
     *
     * @param ended whether the login of that id was ended by its user
     */
    public Tokens(SigningKey key, Clock clock, SecureRandom random, Predicate<String> ended) {
        this.key = key;
        this.clock = clock;
        this.random = random;
        this.ended = ended;
    }

    /** A new login. */
    public String issue(Account account) {
        byte[] id = new byte[12];
        random.nextBytes(id);
        long now = clock.millis();
        return write(new Token(account, encode(id), now, now + LIFE.toMillis()));
    }

    /** The same login for longer; empty if it began too long ago. */
    public Optional<String> renew(Token token) {
        long now = clock.millis();
        return now - token.begunAt() > LONGEST.toMillis()
                ? Optional.empty()
                : Optional.of(write(new Token(token.account(), token.id(), token.begunAt(), now + LIFE.toMillis())));
    }

    /**
     * The login; empty if the text is none, was changed, or its time is over.
     *
     * @throws io.holdfast.core.port.StoreException if it cannot be decided, since the grid does not answer in time
     */
    public Optional<Token> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] signature = key.sign(matcher.group(1).getBytes(StandardCharsets.UTF_8));
        if (!MessageDigest.isEqual(
                encode(signature).getBytes(StandardCharsets.UTF_8),
                matcher.group(7).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        String user = new String(Base64.getUrlDecoder().decode(matcher.group(2)), StandardCharsets.UTF_8);
        Token token = new Token(
                new Account(user, Role.valueOf(matcher.group(3))),
                matcher.group(4),
                Long.parseLong(matcher.group(5)),
                Long.parseLong(matcher.group(6)));
        return clock.millis() < token.endsAt() && !ended.test(token.id()) ? Optional.of(token) : Optional.empty();
    }

    private String write(Token token) {
        String text = String.join(
                ".",
                "HF1",
                encode(token.account().user().getBytes(StandardCharsets.UTF_8)),
                token.account().role().name(),
                token.id(),
                Long.toString(token.begunAt()),
                Long.toString(token.endsAt()));
        return text + '.' + encode(key.sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
