// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import io.holdfast.core.port.Clock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Lets in who knows a password, and slows down who guesses. Thread-safe. */
public final class Gate {

    private static final Logger LOG = System.getLogger(Gate.class.getName());

    private final Accounts accounts;
    private final Throttle throttle;

    /** For these accounts. */
    public Gate(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.throttle = new Throttle(clock);
    }

    /**
     * What became of a try.
     *
     * @param account who it is; empty if nobody was let in
     * @param pause how long to wait until the next try; zero unless that is why
     */
    public record Verdict(Optional<Account> account, Duration pause) {}

    /**
     * Judges a try.
     *
     * @param address of the client
     * @param given empty if it was not readable
     * @throws io.holdfast.core.port.StoreException if it cannot be decided, since the grid does not answer in time
     */
    public Verdict judge(String address, Optional<BasicHeader> given) {
        Duration wait = throttle.waitOf(address);
        if (!wait.isZero()) {
            return new Verdict(Optional.empty(), wait);
        }
        Optional<Account> account = given.flatMap(accounts::find);
        if (account.isEmpty()) {
            throttle.failed(address);
            LOG.log(Level.INFO, "HF4021 a login from {0} failed", address);
        }
        return new Verdict(account, Duration.ZERO);
    }
}
