// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.action;

import io.holdfast.core.port.Clock;
import io.holdfast.core.port.Directory;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who did what, when, from where: the newest {@value #MOST} entries in the directory, for all members, and every one in
 * the log of the member that took it (HF4030). Thread-safe; writing blocks while the grid answers.
 */
public final class AuditLog {

    /** How many are kept. */
    public static final int MOST = 500;

    private static final Logger LOG = System.getLogger("io.holdfast.audit");
    private static final String PREFIX = "audit/";
    private static final int LONGEST = 300;

    private final Directory directory;
    private final Clock clock;
    private final SecureRandom random;

    /** In that directory. */
    public AuditLog(Directory directory, Clock clock, SecureRandom random) {
        this.directory = directory;
        this.clock = clock;
        this.random = random;
    }

    /**
     * One entry.
     *
     * @param at when, epoch milliseconds
     * @param user who
     * @param address from where
     * @param member what people call the member that took it
     * @param action what, one word
     * @param target with what; empty if that is all there is to say
     */
    public record Entry(long at, String user, String address, String member, String action, String target) {}

    /**
     * Writes that somebody does something. Before it is done: what cannot be written down is not done.
     *
     * @throws io.holdfast.core.port.StoreException if the grid does not answer in time
     */
    public void write(String user, String address, String member, String action, String target) {
        long now = clock.millis();
        LOG.log(Level.INFO, "HF4030 {0} from {1}: {2} {3}", line(user), line(address), action, line(target));
        directory.put(
                "%s%013d-%08x".formatted(PREFIX, now, random.nextInt()),
                Json.createObjectBuilder()
                        .add("at", now)
                        .add("user", line(user))
                        .add("address", line(address))
                        .add("member", line(member))
                        .add("action", action)
                        .add("target", line(target))
                        .build()
                        .toString());
        List<String> keys = new ArrayList<>(directory.entries(PREFIX).keySet());
        keys.subList(0, Math.max(0, keys.size() - MOST)).forEach(directory::remove);
    }

    /** What is kept, the newest first. */
    public List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, String> one : directory.entries(PREFIX).entrySet()) {
            parse(one.getValue()).ifPresent(entries::add);
        }
        Collections.reverse(entries);
        return entries;
    }

    private static Optional<Entry> parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            return Optional.of(new Entry(
                    json.getJsonNumber("at").longValueExact(),
                    line(json.getString("user")),
                    line(json.getString("address")),
                    line(json.getString("member")),
                    line(json.getString("action")),
                    line(json.getString("target"))));
        } catch (JsonException | ArithmeticException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(LONGEST, line.length()));
    }
}
