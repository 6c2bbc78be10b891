// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.admin.config.ConsoleAddress;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is in the cluster, with what each does. Thread-safe; blocks while the grid answers. */
public final class Members {

    private final Grid grid;
    private final Noticeboard board;
    private final Census census;

    /** Looks at that grid. */
    public Members(Grid grid, Noticeboard board, Census census) {
        this.grid = grid;
        this.board = board;
        this.census = census;
    }

    /**
     * All members, in the order of the cluster.
     *
     * @throws io.holdfast.core.port.StoreException if the grid does not answer in time
     */
    public List<MemberSight> look() {
        Map<String, Integer> owned = census.take().totals().byOwner();
        Map<String, List<String>> applications = board.applications();
        Map<String, ConsoleAddress> consoles = board.consoles();
        Set<String> drained = board.drained();
        ClusterView view = grid.cluster().view();
        return view.members().stream()
                .map(member -> new MemberSight(
                        member,
                        applications.getOrDefault(member.id(), List.of()),
                        owned.getOrDefault(member.id(), 0),
                        member.id().equals(view.self()),
                        drained.contains(member.id()),
                        Optional.ofNullable(consoles.get(member.id()))))
                .toList();
    }
}
