// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.sight.Quoted;
import io.holdfast.admin.sight.SessionSummary;
import io.holdfast.admin.sight.Status;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.operation.Operation;
import io.holdfast.core.port.Member;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What one request of an operator does. Everything is written down before it is done. */
@RequestScoped
public class Acting {

    /** As many operations as one request asks for. */
    private static final int MOST = 500;

    @Inject
    private Console console;

    @Inject
    private HttpServletRequest request;

    /** Writes down that this user does something. */
    void note(String action, String target) {
        console.audit()
                .write(
                        request.getUserPrincipal().getName(),
                        request.getRemoteAddr(),
                        console.memberName(),
                        action,
                        target);
    }

    /** The same of an operation. */
    void note(Operation.Kind kind, String target) {
        note(kind.name().toLowerCase(Locale.ROOT), target);
    }

    /** Asks the cluster for an operation. */
    Operation request(Operation.Kind kind, CheckpointId session, String target) {
        return console.operations()
                .request(kind, session, target, request.getUserPrincipal().getName());
    }

    /** Who asks, for the cluster. */
    String user() {
        return request.getUserPrincipal().getName();
    }

    /** The member of that id. */
    Member member(String id) {
        Optional<Member> member = console.grid().cluster().view().member(id);
        return member.orElseThrow(() -> new RefusedException(new Problem(
                404,
                "There is no such member",
                "HF4029",
                "The cluster has no member '" + Quoted.shortened(id) + "'; it is named by its uuid.")));
    }

    /** Whether the cluster has no such session. */
    boolean isGone(CheckpointId session) {
        return console.grid()
                .manifests()
                .get(session)
                .toCompletableFuture()
                .join()
                .isEmpty();
    }

    /** The sessions that are less protected than asked for, and those that the last verification found unsound. */
    List<SessionSummary> unprotected() {
        Map<CheckpointId, SessionSummary> all = new LinkedHashMap<>();
        console.watching().count().sessions().forEach(session -> all.put(session.id(), session));
        Stream<SessionSummary> unsound = console.verification().progress().stream()
                .flatMap(progress -> progress.unsound().stream())
                .flatMap(id -> Stream.ofNullable(all.get(id)));
        Stream<SessionSummary> weak =
                all.values().stream().filter(session -> session.protection().status() == Status.DEGRADED);
        return Stream.concat(unsound, weak).distinct().limit(MOST).toList();
    }
}
