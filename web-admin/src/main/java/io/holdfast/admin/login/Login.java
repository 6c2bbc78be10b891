// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

/** Decides who may look. Thread-safe. */
public interface Login {

    /**
     * Whether this is the user with the right password. Takes equally long for every wrong one.
     *
     * @throws io.holdfast.core.port.StoreException if it cannot be decided, since the grid does not answer in time
     */
    boolean accepts(BasicHeader given);
}
