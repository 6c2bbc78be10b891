// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Group;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.recovery.Recovery;
import io.holdfast.ejb.config.Settings;
import io.holdfast.ejb.lifecycle.HoldfastNode;
import io.holdfast.ejb.session.LiveSession;
import io.holdfast.ejb.session.Sessions;
import io.holdfast.hazelcast.GridSettings;
import io.holdfast.hazelcast.HazelcastGrid;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Plays another member. */
@ApplicationScoped
public class Elsewhere {

    private static final int LIMIT_SECONDS = 20;

    @Inject
    private HoldfastNode node;

    @Resource
    private TransactionSynchronizationRegistry transactions;

    /** Asks for a session, does not take it, and returns when it is free. */
    public void ask(String id) throws InterruptedException {
        LiveSession live = live(id).orElseThrow();
        try (HazelcastGrid grid = join()) {
            grid.signals()
                    .send("HF1 release " + live.checkpoint().id().key() + ' '
                            + live.checkpoint().epoch() + " nobody");
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (live(id).filter(now -> now == live).isPresent()) { // the look for orphans may bring it back at once
                if (System.nanoTime() - until > 0) {
                    throw new IllegalStateException(id + " was not given up");
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    /** Takes a session without asking: its owner is fenced. */
    public void take(String id) {
        try (HazelcastGrid grid = join()) {
            boolean taken = new Recovery(grid.grid())
                    .claim(new CheckpointId(sessions().application(), id), manifest -> true)
                    .toCompletableFuture()
                    .join()
                    .isPresent();
            if (!taken) {
                throw new IllegalStateException(id + " could not be taken");
            }
        }
    }

    /** Takes it when the current transaction has sent all fragments, and has not committed. */
    public void takeBeforeCommit(String id) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                take(id);
            }

            @Override
            public void afterCompletion(int status) {
                // nothing: it has the session
            }
        });
    }

    /** Whether the session runs here. */
    public boolean isLive(String id) {
        return live(id).isPresent();
    }

    /** Which member owns a session that runs here, and which keep its fragments, by their ids. */
    public JsonObject where(String id) {
        try (HazelcastGrid grid = join()) {
            ClusterView view = grid.grid().cluster().view();
            OwnedCheckpoint checkpoint = live(id).orElseThrow().checkpoint();
            JsonArrayBuilder keepers = Json.createArrayBuilder();
            for (Group group : checkpoint.acknowledged().orElseThrow().groups()) {
                for (int index = 0; index < group.scheme().fragments(); index++) {
                    keepers.add(view.keeper(group.slot(index)).orElseThrow().id());
                }
            }
            return Json.createObjectBuilder()
                    .add("owner", checkpoint.owner())
                    .add("keepers", keepers)
                    .build();
        }
    }

    private static HazelcastGrid join() {
        return HazelcastGrid.join(
                GridSettings.defaults().withManifestBackups(Settings.ofServer().manifestBackups()));
    }

    private Optional<LiveSession> live(String id) {
        return sessions().all().stream()
                .filter(session -> session.id().equals(id))
                .findFirst();
    }

    private Sessions sessions() {
        return node.node().sessions();
    }
}
