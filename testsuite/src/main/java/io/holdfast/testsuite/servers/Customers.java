// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.chaos.Crowd;
import io.holdfast.testsuite.chaos.Customer;
import io.holdfast.testsuite.chaos.Event;
import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.CartCall;
import io.holdfast.testsuite.load.CartClient;
import io.holdfast.testsuite.load.Http;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** People who fill carts and go on shopping, whatever happens to the servers. For one thread. */
final class Customers implements AutoCloseable {

    private static final int ITEMS = 12; // of a thousand characters each: more than rides in a manifest
    private static final Duration PROGRESS_LIMIT = Duration.ofMinutes(3);

    private final String name;
    private final Crowd crowd;

    /**
     * Lets them go, and returns when every cart is full.
     *
     * @param name of what is tried, for the findings
     * @param application in which they shop
     */
    Customers(String name, String application, int number, List<? extends Member> members, long seed) {
        this.name = name;
        Http http = new Http();
        this.crowd = new Crowd(IntStream.range(0, number)
                .mapToObj(one -> new Customer(one, ITEMS, members, new CartClient(http, application), seed))
                .toList());
        if (!crowd.awaitFull(PROGRESS_LIMIT)) {
            crowd.close();
            throw new CommandException(
                    "HF5250", "Not all carts of " + name + " were full in " + PROGRESS_LIMIT.toSeconds() + " s.");
        }
        awaitProgress();
    }

    /** Waits until each of them had more changes acknowledged and has seen the whole cart again. */
    void awaitProgress() {
        List<String> left = crowd.awaitProgress(PROGRESS_LIMIT);
        if (!left.isEmpty()) {
            throw new CommandException(
                    "HF5251",
                    "Shopping in " + name + " stands still for " + left.size() + " of "
                            + crowd.customers().size() + " customers, " + left.get(0) + " for one.");
        }
    }

    /**
     * What they saw.
     *
     * @param moves how many replies came from another member than the one before
     * @param failed exchanges without success
     * @param failedRepeatable those of them that change nothing, or the same when they are made twice
     */
    record Seen(long moves, long failed, long failedRepeatable) {}

    /** Sends everybody home and judges all that they saw. */
    Seen judge(Findings findings) {
        crowd.stop();
        long lost = 0;
        long moves = 0;
        long failed = 0;
        long repeatable = 0;
        for (Customer customer : crowd.customers()) {
            Customer.Verdict verdict = customer.judge();
            Optional<String> wrong = verdict.violation();
            lost += wrong.stream().count();
            wrong.ifPresent(what -> findings.problem("HF5252 " + name + " " + what));
            List<String> served = verdict.events().stream()
                    .map(Event::seen)
                    .flatMap(Optional::stream)
                    .map(Event.Seen::member)
                    .toList();
            moves += IntStream.range(1, served.size())
                    .filter(i -> !served.get(i).equals(served.get(i - 1)))
                    .count();
            failed += customer.failures();
            repeatable += verdict.events().stream()
                    .filter(event -> event.seen().isEmpty())
                    .filter(event -> !(event.call().orElse(null) instanceof CartCall.Add))
                    .count();
            findings.add(name + ".acknowledged", customer.acknowledged());
        }
        findings.add(name + ".carts", crowd.customers().size());
        findings.add(name + ".failed", failed);
        findings.add(name + ".lost", lost);
        return new Seen(moves, failed, repeatable);
    }

    @Override
    public void close() {
        crowd.close();
    }
}
