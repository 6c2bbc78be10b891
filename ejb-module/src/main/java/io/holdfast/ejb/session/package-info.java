// SPDX-License-Identifier: Apache-2.0
/** The sessions that this member runs: how they open, checkpoint, move, are recovered and end. */
package io.holdfast.ejb.session;
