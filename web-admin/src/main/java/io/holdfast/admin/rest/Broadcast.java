// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.live.History;
import io.holdfast.admin.metrics.Pulse;
import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.Status;
import io.holdfast.core.operation.Operation;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What all who watch are told, and when. Thread-safe. */
public final class Broadcast {

    private final Console console;
    private final Pulse pulse = new Pulse();
    private final History history = new History();
    private volatile Pulse.Beat beat = new Pulse.Beat(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Map.of());

    /** About that console's cluster. */
    public Broadcast(Console console) {
        this.console = console;
    }

    /** Two seconds have passed. */
    public void tick() {
        long now = console.grid().clock().millis();
        beat = pulse.beat(console.board().measures(), now);
        Count.Totals totals = console.census().take().totals();
        int sessions = console.census().take().sessions().size();
        History.Point point = new History.Point(
                now,
                beat.perSecond(),
                beat.median(),
                beat.high(),
                sessions,
                sessions - totals.byStatus().get(Status.PROTECTED),
                totals.stateBytes() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) totals.storedBytes() / totals.stateBytes()));
        history.add(point);
        console.hub().tell("point", Answers.point(point).build().toString());
        news();
    }

    /** Something may have changed. */
    public void news() {
        console.hub().tell("members", Answers.members(console.members().look()).toString());
        console.hub().tell("overview", overview().toString());
        console.hub()
                .tell(
                        "recoveries",
                        Answers.recoveries(console.board().recoveries()).toString());
        console.hub().tell("operations", operations().toString());
        console.hub()
                .tell(
                        "verification",
                        Answers.verification(console.verification().progress()).toString());
    }

    /** The state of everything, in numbers. */
    JsonObject overview() {
        ClusterView view = console.grid().cluster().view();
        long domains = view.members().stream().map(Member::domain).distinct().count();
        return Answers.overview(console.census().take(), view.members().size(), domains, beat)
                .build();
    }

    /** What operators asked for, the newest first. */
    JsonArray operations() {
        List<Operation> operations = new ArrayList<>(console.operations().all());
        Collections.reverse(operations);
        return Answers.operations(operations, console.grid().cluster().view());
    }

    /** The last quarter of an hour, the oldest first. */
    List<History.Point> history() {
        return history.all();
    }
}
