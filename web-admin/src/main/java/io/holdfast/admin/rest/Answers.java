// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.sight.Census;
import io.holdfast.admin.sight.FragmentSight;
import io.holdfast.admin.sight.MemberSight;
import io.holdfast.admin.sight.Page;
import io.holdfast.admin.sight.RecoverySight;
import io.holdfast.admin.sight.SessionSummary;
import io.holdfast.admin.sight.StripeMap;
import io.holdfast.core.port.Member;
import io.holdfast.hazelcast.StorageFigures;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** What the resources answer, as JSON. What is not known is null. */
final class Answers {

    private Answers() {}

    static JsonArray members(List<MemberSight> members) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (MemberSight sight : members) {
            Member member = sight.member();
            array.add(Json.createObjectBuilder()
                    .add("uuid", member.id())
                    .add("name", member.name())
                    .add("host", member.domain())
                    .add("domain", member.domain())
                    .add("storesData", member.storesData())
                    .add("applications", Json.createArrayBuilder(sight.applications()))
                    .add("sessions", sight.sessions())
                    .add("self", sight.self())
                    .add("console", text(sight.console().map(address -> address.url()))));
        }
        return array.build();
    }

    static JsonObject sessions(Census.Count count, Page page) {
        JsonArrayBuilder sessions = Json.createArrayBuilder();
        count.on(page).forEach(session -> sessions.add(session(session)));
        JsonObjectBuilder statuses = Json.createObjectBuilder();
        count.byStatus().forEach((status, number) -> statuses.add(status.name(), number));
        return Json.createObjectBuilder()
                .add("total", count.sessions().size())
                .add("statuses", statuses)
                .add("stateBytes", count.stateBytes())
                .add("storedBytes", count.storedBytes())
                .add("sessions", sessions)
                .build();
    }

    static JsonObject stripeMap(StripeMap map) {
        JsonArrayBuilder groups = Json.createArrayBuilder();
        for (StripeMap.Row row : map.groups()) {
            JsonArrayBuilder fragments = Json.createArrayBuilder();
            row.fragments().forEach(fragment -> fragments.add(fragment(fragment)));
            groups.add(Json.createObjectBuilder()
                    .add("group", row.id().toString())
                    .add("length", row.length())
                    .add("fragments", fragments));
        }
        return session(map.session()).add("groups", groups).build();
    }

    static JsonObject storage(String member, StorageFigures figures) {
        return Json.createObjectBuilder()
                .add("member", member)
                .add("fragments", kept(figures.fragments()))
                .add("manifests", kept(figures.manifests()))
                .build();
    }

    static JsonArray recoveries(List<RecoverySight> recoveries) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (RecoverySight recovery : recoveries) {
            array.add(Json.createObjectBuilder()
                    .add("application", recovery.application())
                    .add("member", recovery.member())
                    .add("lost", recovery.lost())
                    .add("detectedAt", recovery.detectedAt())
                    .add("sessions", recovery.sessions())
                    .add("reactivated", recovery.reactivated())
                    .add("failed", recovery.failed())
                    .add("firstReactivatedAt", recovery.firstReactivatedAt())
                    .add("lastReactivatedAt", recovery.lastReactivatedAt())
                    .add("claimMillis", recovery.claimMillis())
                    .add(
                            "reassembleMillis",
                            recovery.reassembleMillis().isPresent()
                                    ? Json.createValue(
                                            recovery.reassembleMillis().getAsLong())
                                    : JsonValue.NULL)
                    .add("reactivateMillis", recovery.reactivateMillis()));
        }
        return array.build();
    }

    private static JsonObjectBuilder session(SessionSummary session) {
        return Json.createObjectBuilder()
                .add("application", session.id().application())
                .add("id", session.id().session())
                .add("owner", text(session.owner()))
                .add("ownerName", text(session.ownerName()))
                .add("epoch", session.version().epoch())
                .add("sequence", session.version().sequence())
                .add("stateBytes", session.stateBytes())
                .add("scheme", session.scheme())
                .add("tolerate", session.tolerate())
                .add("tolerates", session.protection().tolerates())
                .add("status", session.protection().status().name())
                .add("storedBytes", session.storedBytes())
                .add("updatedAt", session.updatedAt())
                .add("problem", text(session.problem()));
    }

    private static JsonObjectBuilder fragment(StripeMap.Fragment fragment) {
        boolean present = fragment.sight() == FragmentSight.VALID || fragment.sight() == FragmentSight.CHANGED;
        return Json.createObjectBuilder()
                .add("index", fragment.index())
                .add("kind", fragment.parity() ? "parity" : "data")
                .add("part", fragment.part())
                .add("copy", fragment.copy())
                .add("member", text(fragment.member().map(Member::id)))
                .add("memberName", text(fragment.member().map(Member::name)))
                .add("present", present)
                .add("valid", fragment.sight() == FragmentSight.VALID)
                .add("answered", fragment.sight() != FragmentSight.UNANSWERED)
                .add("bytes", fragment.bytes());
    }

    private static JsonObjectBuilder kept(StorageFigures.Kept kept) {
        return Json.createObjectBuilder().add("entries", kept.entries()).add("bytes", kept.bytes());
    }

    private static JsonValue text(Optional<String> text) {
        return text.<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
    }
}
