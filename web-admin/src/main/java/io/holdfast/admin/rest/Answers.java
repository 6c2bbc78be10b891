// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.action.AuditLog;
import io.holdfast.admin.action.Verification;
import io.holdfast.admin.live.History;
import io.holdfast.admin.metrics.Pulse;
import io.holdfast.admin.sight.Census;
import io.holdfast.admin.sight.Configuration;
import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.FragmentSight;
import io.holdfast.admin.sight.MemberSight;
import io.holdfast.admin.sight.Page;
import io.holdfast.admin.sight.RecoverySight;
import io.holdfast.admin.sight.SessionSummary;
import io.holdfast.admin.sight.StripeMap;
import io.holdfast.admin.sight.WhatIf;
import io.holdfast.core.operation.Operation;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import io.holdfast.hazelcast.StorageFigures;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

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
                    .add("drained", sight.drained())
                    .add("console", text(sight.console().map(address -> address.url()))));
        }
        return array.build();
    }

    static JsonObject sessions(Count count, List<SessionSummary> found, Page page, ClusterView view) {
        JsonArrayBuilder sessions = Json.createArrayBuilder();
        int from = Math.min(page.offset(), found.size());
        found.subList(from, Math.min(found.size(), from + page.limit()))
                .forEach(session -> sessions.add(session(session, view)));
        Count.Totals totals = count.totals();
        return Json.createObjectBuilder()
                .add("total", found.size())
                .add("all", count.sessions().size() + count.notKept())
                .add("statuses", statuses(totals))
                .add("stateBytes", totals.stateBytes())
                .add("storedBytes", totals.storedBytes())
                .add("look", look(count.look()))
                .add("sessions", sessions)
                .build();
    }

    /** Who looked when, so that a page can say how old it is. */
    static JsonObjectBuilder look(Census.Look look) {
        return Json.createObjectBuilder()
                .add("number", look.number())
                .add("takenAt", look.takenAt())
                .add("millis", look.millis())
                .add("unanswered", look.unanswered());
    }

    static JsonObjectBuilder statuses(Count.Totals totals) {
        JsonObjectBuilder statuses = Json.createObjectBuilder();
        totals.byStatus().forEach((status, number) -> statuses.add(status.name(), number));
        return statuses;
    }

    static JsonObjectBuilder overview(Count count, int members, long domains, Pulse.Beat beat) {
        Count.Totals totals = count.totals();
        JsonObjectBuilder byMember = Json.createObjectBuilder();
        beat.byMember().forEach(byMember::add);
        return Json.createObjectBuilder()
                .add("members", members)
                .add("domains", domains)
                .add("sessions", count.sessions().size() + count.notKept())
                .add("statuses", statuses(totals))
                .add("byApplication", numbers(totals.byApplication()))
                .add("byScheme", numbers(totals.bySchemes()))
                .add("stateBytes", totals.stateBytes())
                .add("storedBytes", totals.storedBytes())
                .add("tolerates", count.sessions().isEmpty() ? JsonValue.NULL : Json.createValue(totals.tolerates()))
                .add("perSecond", number(beat.perSecond()))
                .add("failedPerSecond", number(beat.failedPerSecond()))
                .add("commitMedianSeconds", number(beat.median()))
                .add("commitHighSeconds", number(beat.high()))
                .add("perSecondByMember", byMember)
                .add("look", look(count.look()));
    }

    static JsonArray history(List<History.Point> points) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        points.forEach(point -> array.add(point(point)));
        return array.build();
    }

    static JsonObjectBuilder point(History.Point point) {
        return Json.createObjectBuilder()
                .add("at", point.at())
                .add("perSecond", number(point.perSecond()))
                .add("median", number(point.median()))
                .add("high", number(point.high()))
                .add("sessions", point.sessions())
                .add("degraded", point.degraded())
                .add("ratio", number(point.ratio()));
    }

    static JsonObject whatIf(WhatIf outcome, ClusterView view) {
        JsonArrayBuilder lost = Json.createArrayBuilder();
        outcome.lost().stream().sorted().forEach(lost::add);
        JsonArrayBuilder some = Json.createArrayBuilder();
        outcome.some().forEach(session -> some.add(session(session, view)));
        return Json.createObjectBuilder()
                .add("lost", lost)
                .add("total", outcome.total())
                .add("survive", outcome.survive())
                .add("moved", outcome.moved())
                .add("exposed", outcome.exposed())
                .add("gone", outcome.gone())
                .add("sessions", some)
                .add("advice", Json.createArrayBuilder(outcome.advice()))
                .build();
    }

    static JsonArray configurations(List<Configuration> configurations) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Configuration one : configurations) {
            JsonArrayBuilder settings = Json.createArrayBuilder();
            one.settings()
                    .forEach(setting -> settings.add(Json.createObjectBuilder()
                            .add("name", setting.name())
                            .add("value", setting.value())
                            .add("default", setting.standard())
                            .add("description", setting.description())));
            array.add(Json.createObjectBuilder()
                    .add("application", one.application())
                    .add("member", one.member())
                    .add("settings", settings));
        }
        return array.build();
    }

    static JsonArray audit(List<AuditLog.Entry> entries) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (AuditLog.Entry entry : entries) {
            array.add(Json.createObjectBuilder()
                    .add("at", entry.at())
                    .add("user", entry.user())
                    .add("address", entry.address())
                    .add("member", entry.member())
                    .add("action", entry.action())
                    .add("target", entry.target()));
        }
        return array.build();
    }

    static JsonArray operations(List<Operation> operations, ClusterView view) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Operation operation : operations) {
            array.add(operation(operation, view));
        }
        return array.build();
    }

    static JsonObjectBuilder operation(Operation operation, ClusterView view) {
        return Json.createObjectBuilder()
                .add("id", operation.id())
                .add("kind", operation.kind().name())
                .add("application", operation.session().application())
                .add("session", operation.session().session())
                .add("target", text(view.member(operation.target()).map(Member::name)))
                .add("requestedBy", operation.requestedBy())
                .add("requestedAt", operation.requestedAt())
                .add("state", operation.state().name())
                .add("executor", operation.executor())
                .add("changedAt", operation.changedAt())
                .add("message", operation.message());
    }

    static JsonObject asked(int operations) {
        return Json.createObjectBuilder().add("asked", operations).build();
    }

    static JsonObject verification(Optional<Verification.Progress> progress) {
        JsonObjectBuilder object = Json.createObjectBuilder().add("begun", progress.isPresent());
        progress.ifPresent(now -> {
            JsonArrayBuilder unsound = Json.createArrayBuilder();
            now.unsound()
                    .forEach(id -> unsound.add(Json.createObjectBuilder()
                            .add("application", id.application())
                            .add("id", id.session())));
            object.add("begunAt", now.begunAt())
                    .add("endedAt", now.endedAt())
                    .add("total", now.total())
                    .add("checked", now.checked())
                    .add("ended", now.ended())
                    .add("fragments", now.fragments())
                    .add("bad", now.bad())
                    .add("lost", now.lost())
                    .add("unsound", unsound);
        });
        return object.build();
    }

    static JsonObject stripeMap(StripeMap map, ClusterView view) {
        JsonArrayBuilder groups = Json.createArrayBuilder();
        for (StripeMap.Row row : map.groups()) {
            JsonArrayBuilder fragments = Json.createArrayBuilder();
            row.fragments().forEach(fragment -> fragments.add(fragment(fragment)));
            groups.add(Json.createObjectBuilder()
                    .add("group", row.id().toString())
                    .add("length", row.length())
                    .add("fragments", fragments));
        }
        return session(map.session(), view)
                .add("createdAt", map.createdAt())
                .add("acknowledged", map.acknowledged())
                .add("why", map.why())
                .add("groups", groups)
                .build();
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
                    .add("firstClaimAt", whole(recovery.firstClaimAt()))
                    .add("reprotectedAt", whole(recovery.reprotectedAt()))
                    .add("sessions", recovery.sessions())
                    .add("reactivated", recovery.reactivated())
                    .add("failed", recovery.failed())
                    .add("firstReactivatedAt", recovery.firstReactivatedAt())
                    .add("lastReactivatedAt", recovery.lastReactivatedAt())
                    .add("claimMillis", recovery.claimMillis())
                    .add("reassembleMillis", whole(recovery.reassembleMillis()))
                    .add("reactivateMillis", recovery.reactivateMillis()));
        }
        return array.build();
    }

    /** The owner's name is the one of now: the summary may be older than the owner's end. */
    private static JsonObjectBuilder session(SessionSummary session, ClusterView view) {
        return Json.createObjectBuilder()
                .add("application", session.id().application())
                .add("id", session.id().session())
                .add("owner", text(session.owner()))
                .add("ownerName", text(session.owner().flatMap(view::member).map(Member::name)))
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

    private static JsonObjectBuilder numbers(Map<String, Integer> numbers) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        new TreeMap<>(numbers).forEach(object::add);
        return object;
    }

    private static JsonValue number(OptionalDouble number) {
        return number.isPresent() ? Json.createValue(number.getAsDouble()) : JsonValue.NULL;
    }

    private static JsonValue whole(OptionalLong number) {
        return number.isPresent() ? Json.createValue(number.getAsLong()) : JsonValue.NULL;
    }

    private static JsonValue text(Optional<String> text) {
        return text.<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
    }
}
