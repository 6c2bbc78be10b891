// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import io.holdfast.testsuite.cluster.Member;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The admin console's REST interface, asked at one member. Every method throws an {@link IOException} if it has no answer.
 * Safe for use by several threads.
 */
public final class Console {

    private static final String API = "/holdfast/api/";
    private static final int PAGE = 100;

    private final Http http;
    private final String authorization;

    /** With a login. */
    public Console(Http http, String user, String password) {
        this.http = http;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A session.
     *
     * @param owner the id of the member that owns it, or empty
     * @param stateBytes of its last checkpoint
     * @param application whose session
     * @param id its id
     * @param status PROTECTED, DEGRADED or LOST
     * @param tolerate how many lost members it is to survive
     */
    public record Session(String owner, long stateBytes, String application, String id, String status, int tolerate) {}

    /**
     * What one member recovered of another.
     *
     * @param lost the name or the id of the member that was lost
     * @param sessions claimed
     * @param ended reactivated or failed
     * @param first when the first one lived again, epoch milliseconds; 0 if none did
     * @param last when the last one lived again
     */
    public record Recovery(String lost, int sessions, int ended, long first, long last) {}

    /** The ids of the members that the asked one sees, by their names. */
    public Map<String, String> members(Member at) throws IOException {
        return get(at, "members", JsonArray.class).stream()
                .map(JsonValue::asJsonObject)
                .collect(Collectors.toMap(
                        member -> member.getString("name"), member -> member.getString("uuid"), (one, other) -> one));
    }

    /** The names of the members that the asked one sees, in order; one that two members have is there twice. */
    public List<String> names(Member at) throws IOException {
        return get(at, "members", JsonArray.class).stream()
                .map(member -> member.asJsonObject().getString("name"))
                .sorted()
                .toList();
    }

    /** All sessions. */
    public List<Session> sessions(Member at) throws IOException {
        List<Session> sessions = new ArrayList<>();
        int total = 0;
        do {
            JsonObject page = get(at, "sessions?offset=" + sessions.size() + "&limit=" + PAGE, JsonObject.class);
            total = page.getInt("total");
            JsonArray listed = page.getJsonArray("sessions");
            if (listed.isEmpty()) {
                return sessions; // some ended while the pages were read
            }
            for (JsonValue session : listed) {
                JsonObject fields = session.asJsonObject();
                sessions.add(new Session(
                        fields.isNull("owner") ? "" : fields.getString("owner"),
                        fields.getJsonNumber("stateBytes").longValue(),
                        fields.getString("application"),
                        fields.getString("id"),
                        fields.getString("status"),
                        fields.getInt("tolerate")));
            }
        } while (sessions.size() < total);
        return sessions;
    }

    /** Bytes that the asked member itself stores: fragments and manifests with their keys and overhead. */
    public long storedBytes(Member at) throws IOException {
        JsonObject storage = get(at, "storage", JsonObject.class);
        return storage.getJsonObject("fragments").getJsonNumber("bytes").longValue()
                + storage.getJsonObject("manifests").getJsonNumber("bytes").longValue();
    }

    /** How many fragments the asked member itself stores. */
    public long storedFragments(Member at) throws IOException {
        return get(at, "storage", JsonObject.class)
                .getJsonObject("fragments")
                .getJsonNumber("entries")
                .longValue();
    }

    /** How many fragments a session has by its manifest, current and previous version. */
    public long fragments(Member at, Session session) throws IOException {
        return get(at, "sessions/" + session.application() + "/" + session.id(), JsonObject.class)
                .getJsonArray("groups")
                .stream()
                .mapToLong(
                        group -> group.asJsonObject().getJsonArray("fragments").size())
                .sum();
    }

    /** What was recovered so far, in the whole cluster. */
    public List<Recovery> recoveries(Member at) throws IOException {
        return get(at, "recoveries", JsonArray.class).stream()
                .map(JsonValue::asJsonObject)
                .map(recovery -> new Recovery(
                        recovery.getString("lost"),
                        recovery.getInt("sessions"),
                        recovery.getInt("reactivated") + recovery.getInt("failed"),
                        recovery.getJsonNumber("firstReactivatedAt").longValue(),
                        recovery.getJsonNumber("lastReactivatedAt").longValue()))
                .toList();
    }

    private <T extends JsonStructure> T get(Member at, String path, Class<T> type) throws IOException {
        Http.Reply reply = http.send(http.to(at.uri().resolve(API + path))
                .header("Authorization", authorization)
                .build());
        if (!reply.ok()) {
            throw new IOException("the console on " + at.name() + " answered " + path + " with " + reply.start());
        }
        return reply.json(type);
    }
}
