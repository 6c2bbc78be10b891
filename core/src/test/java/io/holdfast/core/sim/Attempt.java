// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.layout.Digest;

/**
 * One commit that somebody tried.
 *
 * @param number in the order of all attempts of the run
 * @param member who tried
 * @param epoch in which
 * @param state the bytes, never changed
 * @param digest of the bytes
 * @param changes whether the call had changed anything since the last that was acknowledged or in doubt
 * @param table the version of the table that the member knew
 */
record Attempt(long number, String member, long epoch, byte[] state, Digest digest, boolean changes, int table) {

    @Override
    public String toString() {
        return "#" + number + "[" + state.length + " bytes, digest "
                + digest.toString().substring(0, 6) + "]";
    }
}
