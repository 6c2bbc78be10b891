// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Commits checkpoints: cuts, encodes, places, and then puts the fragments and publishes the manifest at the same time.
 * A commit is acknowledged when both have answered: one round trip. Thread-safe; has no threads of its own.
 *
 * <p>A manifest that is published before its fragments are stored could be claimed in between, and the claimer would
 * rightly take the version before. Therefore a claimer that misses fragments waits {@link #UNDISPUTED} and looks again,
 * and a commit that took longer than that asks, after all is stored, whether its manifest still stands.
 *
 * <p>Slots may move while their fragments are on the way. A version is acknowledged only if its fragments are where they
 * should be when all have answered; else the state is committed once more.
 *
 * <p>A version whose fallback has lost fragments is published when its own are stored, one round trip later: in between
 * there would be nothing that tolerates what was promised. So it is after a crash, and for a new owner, who may have put
 * together a version that was never acknowledged; the one before it stays in the manifest until then.
 *
 * <p>What may go wrong in the middle, and how it ends:
 *
 * <table>
 * <caption>Outcomes of a commit</caption>
 * <tr><th>fragments</th><th>manifest</th><th>the commit</th></tr>
 * <tr><td>stored</td><td>published</td><td>acknowledged; groups that only older versions used are removed</td></tr>
 * <tr><td>not all, after retries</td><td>published</td><td>{@link CommitIndeterminateException}; recovery takes the new
 *     version if it is complete, else the last acknowledged one, which stays the fallback</td></tr>
 * <tr><td>any</td><td>refused</td><td>{@link CommitFailedException}; the old manifest stands</td></tr>
 * <tr><td>any</td><td>another owner's</td><td>{@link FencedException}; its fragments stay, for the other owner may
 *     have claimed the manifest that needs them; the garbage collection decides</td></tr>
 * <tr><td>any</td><td>unknown, also after reading back</td><td>{@link CommitIndeterminateException}; the next commit
 *     finds out first</td></tr>
 * </table>
 *
 * <p>Where something else decides whether the version counts, such as a transaction, the commit is made in two steps:
 * {@link #prepare} puts the fragments, {@link #publish} publishes the manifest, or {@link #abandon} takes them back.
 *
 * <table>
 * <caption>Outcomes of a commit in two steps</caption>
 * <tr><th>prepare</th><th>then</th><th>the commit</th></tr>
 * <tr><td>not all stored, after retries</td><td></td><td>{@link CommitFailedException}; what was stored is removed, the old
 *     manifest stands</td></tr>
 * <tr><td>stored</td><td>abandoned</td><td>what was stored is removed, the old manifest stands</td></tr>
 * <tr><td>stored</td><td>published, nothing happened in between</td><td>as the rows above with stored fragments</td></tr>
 * <tr><td>stored</td><td>published, but another version was tried, a member with its fragments was lost, or the limit
 *     passed in between</td><td>what was stored is removed; the state is committed as a whole</td></tr>
 * </table>
 */
public final class Distributor implements AutoCloseable {

    /** How long a commit may take and be acknowledged without asking whether another member claimed meanwhile. */
    public static final Duration UNDISPUTED = Duration.ofSeconds(1);

    private final Grid grid;
    private final DistributorSettings settings;
    private final Publication publication;
    private final Ownership ownership;
    private final Fragments fragments;
    private final Drafter drafter;
    private final Optional<RemoteStriping> remote;
    private final SlotLosses losses;
    private final Cluster.Subscription subscription;

    /** Begins to watch the cluster for lost slots; {@link #close()} ends that. Forms and stripes groups itself. */
    public Distributor(Grid grid, DistributorSettings settings) {
        this(grid, settings, Optional.empty());
    }

    /**
     * Begins to watch the cluster for lost slots; {@link #close()} ends that.
     *
     * @param remote lets other members form and stripe groups; not closed with this
     */
    public Distributor(Grid grid, DistributorSettings settings, Optional<RemoteStriping> remote) {
        this.remote = remote;
        this.grid = grid;
        this.settings = settings;
        this.publication = new Publication(grid.manifests(), grid.clock());
        this.fragments = new Fragments(grid.fragments(), grid.clock());
        this.losses = new SlotLosses(grid.cluster());
        this.ownership = new Ownership(grid, settings.limit(), publication, fragments);
        this.drafter = new Drafter(grid, settings, losses);
        this.subscription = grid.cluster().onChange(losses::onChange);
    }

    /**
     * Makes a state durable. Completes with the acknowledged layout, or fails with a {@link CheckpointException}. A
     * state that is stored already costs no network call.
     *
     * @param owned the checkpoint; no other operation may be under way with it
     * @param codec the name of the codec that made the bytes
     * @param state the whole state; must not change any more
     */
    public CompletionStage<Layout> commit(OwnedCheckpoint owned, String codec, byte[] state) {
        return ready(owned, state)
                .thenCompose(nothing -> drafter.isDamaged(owned)
                        ? store(owned, codec, state).thenCompose(prepared -> publish(prepared, codec, () -> state))
                        : attempt(owned, codec, state));
    }

    /** Refuses a state that is too large, and finds out what stands in the stores if that is not known. */
    private CompletionStage<Void> ready(OwnedCheckpoint owned, byte[] state) {
        if (state.length > settings.largestState()) {
            return CompletableFuture.failedStage(CommitFailedException.byState(
                    "HF1204 the state of " + owned.id() + " has " + state.length + " bytes, the limit is "
                            + settings.largestState() + "; keep less in the bean or raise the limit"));
        }
        return owned.isResolved()
                ? owned.inspected()
                : ownership.learn(owned).thenCompose(nothing -> owned.inspected());
    }

    private CompletionStage<Layout> attempt(OwnedCheckpoint owned, String codec, byte[] state) {
        if (owned.isFenced()) {
            return CompletableFuture.failedStage(Ownership.fenced(owned));
        }
        ClusterView view = grid.cluster().view();
        Draft draft;
        try {
            draft = drafter.draft(owned, owned.owner(), codec, state);
        } catch (CheckpointException e) {
            return CompletableFuture.failedStage(e);
        }
        if (owned.isSettled() && draft.layout().sameContent(owned.fallback())) {
            return CompletableFuture.completedStage(owned.fallback());
        }
        Manifest next = manifest(owned, draft);
        byte[] bytes = ManifestFormat.encode(next);
        long begun = grid.clock().nanos();
        long until = begun + settings.limit().toNanos();
        CompletionStage<Boolean> stored = store(owned, draft, until);
        return publication
                .publish(owned, owned.standing(), bytes, until)
                .thenCompose(outcome -> stored.thenCompose(complete -> {
                    if (outcome == Publication.Outcome.REFUSED) {
                        fragments.remove(draft.keys(owned.id()));
                    }
                    boolean disputed =
                            !draft.groups().isEmpty() && grid.clock().nanos() - begun >= UNDISPUTED.toNanos();
                    return outcome == Publication.Outcome.PUBLISHED && complete && disputed
                            ? publication.stands(owned, bytes, until)
                            : CompletableFuture.completedStage(outcome);
                }))
                .thenCombine(stored, (outcome, complete) -> {
                    Manifest before = owned.manifest();
                    conclude(owned, next, bytes, outcome, complete);
                    return acknowledge(owned, before, view, begun, codec, () -> state);
                })
                .thenCompose(stage -> stage);
    }

    /** Lets another member do it if there is one that shall; if it does not, does it here. */
    private CompletionStage<Boolean> store(OwnedCheckpoint owned, Draft draft, long until) {
        return remote.map(other -> other.store(owned.id(), draft.groups())
                        .thenCompose(stored -> stored
                                ? CompletableFuture.completedStage(true)
                                : fragments.store(owned.id(), draft.groups(), until)))
                .orElseGet(() -> fragments.store(owned.id(), draft.groups(), until));
    }

    /** An inline version is complete where its manifest is: it needs no fallback that is inline too. */
    private Manifest manifest(OwnedCheckpoint owned, Draft draft) {
        Layout before = owned.fallback();
        boolean complete = draft.layout().isInline() && before != null && before.isInline();
        return new Manifest(
                owned.id(),
                draft.layout().version(),
                owned.owner(),
                owned.tolerate(),
                owned.createdAt(),
                grid.clock().millis(),
                draft.layout(),
                complete ? null : before);
    }

    /**
     * The first step of a commit: puts the fragments of a state. Nothing of it counts before {@link #publish}. Fails
     * with {@link CommitFailedException} if they cannot all be stored.
     *
     * @param owned the checkpoint; no other operation may be under way with it
     * @param codec the name of the codec that made the bytes
     * @param state the whole state; must not change any more
     */
    public CompletionStage<Prepared> prepare(OwnedCheckpoint owned, String codec, byte[] state) {
        return ready(owned, state).thenCompose(nothing -> store(owned, codec, state));
    }

    private CompletionStage<Prepared> store(OwnedCheckpoint owned, String codec, byte[] state) {
        if (owned.isFenced()) {
            throw Ownership.fenced(owned);
        }
        long mark = losses.mark();
        long until = grid.clock().nanos() + settings.limit().toNanos();
        Draft draft = drafter.draft(owned, owned.owner(), codec, state);
        return store(owned, draft, until).thenApply(stored -> {
            if (!stored) {
                fragments.remove(draft.keys(owned.id()));
                throw new CommitFailedException(
                        "HF1214 not all fragments of checkpoint "
                                + draft.layout().version() + " of " + owned.id()
                                + " could be stored; nothing of it was published, the version before it stands",
                        null);
            }
            return new Prepared(owned, draft, mark, until);
        });
    }

    /**
     * The second step: publishes what was prepared. Completes and fails as {@link #commit}.
     *
     * @param state the whole state as it is now, with what was prepared; asked for and committed in one step if anything
     *     happened to the checkpoint or its fragments since
     */
    public CompletionStage<Layout> publish(Prepared prepared, String codec, Supplier<byte[]> state) {
        OwnedCheckpoint owned = prepared.owned;
        Draft draft = prepared.draft;
        ClusterView view = grid.cluster().view();
        if (!isSound(prepared)) {
            abandon(prepared);
            return commit(owned, codec, state.get());
        }
        if (owned.isSettled() && draft.layout().sameContent(owned.fallback())) {
            return CompletableFuture.completedStage(owned.fallback());
        }
        Manifest next = manifest(owned, draft);
        byte[] bytes = ManifestFormat.encode(next);
        long until = grid.clock().nanos() + settings.limit().toNanos();
        return publication.publish(owned, owned.standing(), bytes, until).thenCompose(outcome -> {
            if (outcome == Publication.Outcome.REFUSED) {
                abandon(prepared);
            }
            Manifest before = owned.manifest();
            conclude(owned, next, bytes, outcome, true);
            long begun = prepared.until - settings.limit().toNanos();
            return acknowledge(owned, before, view, begun, codec, state);
        });
    }

    private boolean isSound(Prepared prepared) {
        Layout layout = prepared.draft.layout();
        return prepared.owned.isLastTried(layout.version())
                && prepared.owned.isResolved()
                && !prepared.owned.isFenced()
                && grid.clock().nanos() - prepared.until < 0
                && layout.groups().stream().noneMatch(group -> losses.hit(group, prepared.lossMark))
                && drafter.isInPlace(prepared.owned, prepared.owned.owner(), layout);
    }

    /** Takes back what was prepared; the version before it stands. */
    public void abandon(Prepared prepared) {
        fragments.remove(prepared.draft.keys(prepared.owned.id()));
    }

    private void conclude(
            OwnedCheckpoint owned, Manifest next, byte[] bytes, Publication.Outcome outcome, boolean stored) {
        String what = "checkpoint " + next.version() + " of " + owned.id();
        switch (outcome) {
            case PUBLISHED -> {
                owned.published(next, bytes);
                if (!stored) {
                    throw new CommitIndeterminateException(
                            "HF1211 " + what + " is published, but not all of its fragments could be stored;"
                                    + " the version before it is its fallback. Repeat the call when the cluster answers",
                            null);
                }
            }
            case FENCED -> {
                owned.fence();
                throw Ownership.fenced(owned);
            }
            case REFUSED ->
                throw new CommitFailedException(
                        "HF1213 " + what + " was refused by the cluster; the version before it stands", null);
            case UNKNOWN -> {
                owned.unresolved();
                throw new CommitIndeterminateException(
                        "HF1212 " + what + ": nobody in the cluster could say in time whether it was published."
                                + " The next call finds out; repeat this one then",
                        null);
            }
        }
    }

    /**
     * What was stored where it should be counts, and what only older versions used goes. If slots moved or were lost
     * meanwhile, a fragment may be on the owner itself, or gone: then the version before stays the fallback, and the
     * state is committed again. If this member stood still for long in the middle, the garbage collection may have taken
     * fragments that no manifest named yet: then nobody can say what is stored, and the next commit stores all of it.
     *
     * @param before the manifest that stood before
     * @param view the cluster as it was when the version was drafted
     * @param begun when that was, by the clock's nanoseconds
     */
    private CompletionStage<Layout> acknowledge(
            OwnedCheckpoint owned,
            Manifest before,
            ClusterView view,
            long begun,
            String codec,
            Supplier<byte[]> state) {
        Layout layout = owned.manifest().current();
        if (!layout.groups().isEmpty()
                && grid.clock().nanos() - begun >= 2 * settings.limit().toNanos()) {
            throw new CommitIndeterminateException(
                    "HF1219 checkpoint " + layout.version() + " of " + owned.id()
                            + " took more than twice the limit of "
                            + settings.limit() + ", its fragments may have been collected; the version before it is its"
                            + " fallback. Repeat the call",
                    null);
        }
        if (view != grid.cluster().view() && !drafter.isInPlace(owned, owned.owner(), layout)) {
            return again(owned, codec, state.get());
        }
        owned.acknowledge(layout);
        fragments.removeObsolete(before, layout);
        return CompletableFuture.completedStage(layout);
    }

    /** Commits again what is published already: if that fails, it may be there all the same. */
    private CompletionStage<Layout> again(OwnedCheckpoint owned, String codec, byte[] state) {
        Version published = owned.manifest().current().version();
        return commit(owned, codec, state).handle((layout, failure) -> {
            if (Publication.cause(failure) instanceof CommitFailedException failed) {
                throw new CommitIndeterminateException(
                        "HF1222 checkpoint " + published + " of " + owned.id()
                                + " is published, but its fragments moved meanwhile and could not be stored again;"
                                + " the version before it is its fallback. Repeat the call when the cluster answers",
                        failed);
            }
            if (failure != null) {
                throw new CompletionException(Publication.cause(failure));
            }
            return layout;
        });
    }

    /** Whether a group of the checkpoint lost a fragment or has one where it should not be: commit it again. */
    public boolean needsProtection(OwnedCheckpoint owned) {
        return drafter.needsProtection(owned);
    }

    /**
     * Asks the manifest store whether this member still owns the checkpoint, and learns what stands there. Fails with
     * {@link FencedException} if another one does, with {@link CommitIndeterminateException} if nobody answers.
     */
    public CompletionStage<Void> confirm(OwnedCheckpoint owned) {
        return ownership.confirm(owned);
    }

    /**
     * Gives the checkpoint up so that another member can claim it without a fight. Completes with whether it was
     * released; if not, it is another's already. Fails with {@link CommitFailedException} if it stays with this member,
     * with {@link CommitIndeterminateException} if that cannot be known; the next operation finds out then.
     */
    public CompletionStage<Boolean> release(OwnedCheckpoint owned) {
        return ownership.release(owned);
    }

    /**
     * Gives the checkpoint up to a member that asked for it. What that member keeps of it protects from nothing as soon as
     * the bean runs there: those groups are stored once more first, placed for the next owner, and the version that stands
     * stays the fallback. So the loss of either of the two is tolerated at every moment. Where that cannot be done, the
     * checkpoint is released as it is, and the next owner protects it. Completes and fails as {@link #release}.
     *
     * @param next the member that asked
     * @param state what was acknowledged; asked for only if something must be stored
     */
    public CompletionStage<Boolean> handOver(OwnedCheckpoint owned, String next, String codec, Supplier<byte[]> state) {
        if (!owned.isSettled()
                || owned.isFenced()
                || !grid.cluster().view().has(next)
                || drafter.isInPlace(owned, next, owned.fallback())) {
            return release(owned);
        }
        long until = grid.clock().nanos() + settings.limit().toNanos();
        Draft draft;
        try {
            draft = drafter.draft(owned, next, codec, state.get());
        } catch (RuntimeException e) {
            return release(owned); // the next owner can read and store as well
        }
        return store(owned, draft, until).thenCompose(stored -> {
            if (!stored || grid.clock().nanos() - until >= 0 || !drafter.isInPlace(owned, next, draft.layout())) {
                fragments.remove(draft.keys(owned.id()));
                return release(owned);
            }
            Manifest released = manifest(owned, draft).released(grid.clock().millis());
            return ownership.release(owned, released).whenComplete((done, failure) -> {
                if (Publication.cause(failure) instanceof CommitFailedException) {
                    fragments.remove(draft.keys(owned.id()));
                }
            });
        });
    }

    /**
     * Ends the checkpoint: its manifest goes, then its fragments. Completes when the manifest is gone. Fails with
     * {@link FencedException} if it is another's, with {@link CommitIndeterminateException} if it is not known to be
     * gone: end it again then.
     */
    public CompletionStage<Void> end(OwnedCheckpoint owned) {
        return ownership.end(owned);
    }

    /** Stops watching the cluster. */
    @Override
    public void close() {
        subscription.close();
    }
}
