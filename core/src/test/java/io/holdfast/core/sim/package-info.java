// SPDX-License-Identifier: Apache-2.0
/**
 * A deterministic simulated cluster behind core's ports. One thread, virtual time, and one seed that decides
 * everything: who crashes, which message is lost, what a session does. The real distributor, reassembler, recovery,
 * placement and garbage collection run on it, and an oracle that sees everything checks the invariants I1 to I5.
 *
 * <p>The grid that is modelled is a data grid such as Hazelcast. Assumed of it:
 * <ul>
 *   <li>One authority ({@link io.holdfast.core.sim.Master}) decides who is a member and who keeps a slot; members learn
 *       of it late, each at another moment. Only a majority has such an authority.
 *   <li>A manifest changes on its first copy, which then waits for all other copies. If one does not confirm in time the
 *       caller is told that the outcome is unknown; the first copy keeps the change all the same, and shows it to
 *       readers. A copy that knows of a newer first copy confirms nothing to the older one.
 *   <li>When the keeper of a first copy fails, the next copy takes its place, with or without changes that were not
 *       confirmed. If all copies fail at once, the manifest is lost; the schedule then promises nothing.
 *   <li>A slot moves with its fragments and manifests in one step, and answers nobody while it moves.
 *   <li>A refused operation never happens; an unknown one may happen late.
 *   <li>A member that sees only a minority refuses everything, after a while (split-brain protection).
 * </ul>
 * Not assumed: that a member which was paused or cut off knows that it was removed; that a read is newest when it is
 * answered by such a member; that messages come in order, once, or at all; that clocks agree.
 */
package io.holdfast.core.sim;
