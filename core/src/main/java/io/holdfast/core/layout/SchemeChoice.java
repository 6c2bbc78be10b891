// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import io.holdfast.core.erasure.ErasureCode;

/**
 * The scheme that was chosen for a state, what it tolerates, and why: the reason is shown to people.
 *
 * @param scheme the scheme
 * @param tolerates how many members, the production member included, may fail at once; less than asked in a small
 *     cluster
 * @param reason one sentence
 */
public record SchemeChoice(Scheme scheme, int tolerates, String reason) {

    /**
     * Under this a subsegment costs more in keys, headers and messages than a wider group saves. Bytes; the cost of
     * one more fragment is about 200 bytes in a data grid, 5 % of this.
     */
    static final int LEAST_SUBSEGMENT = 4096;

    /** Wider groups than this save under 2 % of storage more and ask more members. */
    static final int WIDEST = 8;

    /**
     * Chooses for the intent. The live bean is one replica, so the fragments only have to outlive the other
     * {@code tolerate - 1} members.
     *
     * @param tolerate how many members, the production member included, may fail at once; 1 or more
     * @param stateBytes size of the state
     * @param backups members that can keep fragments, the production member not counted
     */
    public static SchemeChoice choose(int tolerate, int stateBytes, int backups) {
        if (tolerate < 1) {
            throw new IllegalArgumentException("HF1012 tolerate is " + tolerate + ", must be 1 or more");
        }
        // reasons are put together without a formatter: this runs for each commit, and formatting took 8 % of it
        int parity = tolerate - 1;
        int useful = Math.max(1, Math.min(WIDEST, (stateBytes + LEAST_SUBSEGMENT - 1) / LEAST_SUBSEGMENT));
        int data = Math.min(backups - parity, useful);
        if (parity > 0 && parity <= ErasureCode.MAX_PARITY && data >= 2) {
            Scheme scheme = Scheme.parity(data, parity);
            return new SchemeChoice(
                    scheme,
                    tolerate,
                    scheme + ": any " + parity + " of " + scheme.fragments()
                            + " members with fragments can be lost besides the production member, at "
                            + Math.round(scheme.storageRatio() * 100) / 100.0 + " times the state");
        }
        int copies = Math.min(tolerate, Math.min(backups, Scheme.MAX_COPIES));
        if (copies == 0) {
            return new SchemeChoice(
                    Scheme.mirror(1),
                    0,
                    "mirror x1 on the production member itself: no other member is there, nothing is protected");
        }
        Scheme scheme = Scheme.mirror(copies);
        if (copies < tolerate) {
            return new SchemeChoice(
                    scheme,
                    copies,
                    scheme + ": tolerates " + copies + " and not the " + tolerate + " asked for, because only "
                            + backups + " other members keep data");
        }
        String why = parity == 0
                ? "one copy besides the bean; without parity dividing it saves nothing and needs all of its members"
                : useful == 1
                        ? stateBytes + " bytes are too few to divide"
                        : backups + " other members are too few for parity";
        return new SchemeChoice(scheme, tolerate, scheme + ": " + why);
    }

    /**
     * The same choice where each manifest stands on so many members: fragments that nobody finds are worth nothing, so no
     * more is tolerated than leaves one of them.
     */
    public SchemeChoice withManifestOn(int members) {
        return tolerates < members
                ? this
                : new SchemeChoice(
                        scheme,
                        members - 1,
                        reason + "; tolerates " + (members - 1) + ", because each manifest stands on " + members
                                + " members");
    }
}
