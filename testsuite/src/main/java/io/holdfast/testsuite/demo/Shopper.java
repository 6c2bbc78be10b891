// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.CartCall;
import io.holdfast.testsuite.load.CartClient;
import io.holdfast.testsuite.load.CartHistory;
import io.holdfast.testsuite.load.CartItem;
import io.holdfast.testsuite.load.CartVerdict;
import io.holdfast.testsuite.load.Http;
import io.holdfast.testsuite.load.Patience;
import io.holdfast.testsuite.load.Words;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One person with one cart. Makes one call at a time, remembers what was acknowledged, and when a member does not answer as
 * it should, goes to the next one and looks at the cart before asking again.
 *
 * <p>One thread at a time may use it; what is said of its state may be asked by any.
 */
final class Shopper {

    /** What a cart is filled to, in bytes of state. */
    static final int FULL = 16 * 1024;

    private static final int NOTE = 1_000; // characters; about 16 calls fill a cart
    private static final int LINE = 150; // bytes of state that an item may need beside its note

    /** Whether it can go on shopping, and if not, why. */
    enum Standing {
        /** All is as it should be. */
        SHOPPING,
        /** The outcome of the last call was not to be found out in time. */
        UNKNOWN,
        /** The cart was seen to be wrong. */
        WRONG
    }

    private final int number;
    private final Fleet fleet;
    private final CartClient client;
    private final List<String> skus;
    private final Moves moves;
    private final Patience patience;
    private final Random random;
    private final CartHistory history = new CartHistory();
    private Member member;
    private Member lastCorrect;
    private int filled;
    private int references;
    private CartVerdict wrong = new CartVerdict(List.of());
    private volatile int acknowledged;
    private volatile int stateBytes;
    private volatile Standing standing = Standing.SHOPPING;

    /**
     * A shopper with an empty cart.
     *
     * @param number counted from 0
     * @param skus what can be bought
     * @param seed what is bought, and what the notes say, follows from it and the number
     */
    Shopper(int number, Fleet fleet, Http http, List<String> skus, Moves moves, Patience patience, long seed) {
        this.number = number;
        this.fleet = fleet;
        this.client = new CartClient(http);
        this.skus = skus;
        this.moves = moves;
        this.patience = patience;
        this.random = new Random(seed * 1_000_003 + number);
        this.member = fleet.home(number);
        this.lastCorrect = member;
    }

    /** Adds items until the cart has its size. */
    void fill() {
        while (standing == Standing.SHOPPING && FULL - stateBytes > LINE) {
            int before = stateBytes;
            add(Math.min(NOTE, FULL - LINE - before + 1));
            if (standing == Standing.SHOPPING && stateBytes <= before) {
                throw new CommandException(
                        "HF5110",
                        "A cart's stateBytes went from " + before + " to " + stateBytes
                                + " when an item was added; it must grow.");
            }
        }
        filled = history.acknowledged().size();
    }

    /** One call: an item more, or, if the cart holds more than it was filled with, one of its items less. */
    void shop() {
        List<CartItem> now = history.acknowledged();
        if (now.size() > filled) {
            call(new CartCall.Remove(now.get(random.nextInt(now.size())).reference()));
        } else {
            add(NOTE);
        }
    }

    /** Compares the cart, read from a living member, with its history. */
    CartVerdict check() {
        if (!wrong.exact()) {
            return wrong;
        }
        return read(patience.deadline())
                .map(items -> CartVerdict.of(history, items))
                .orElseGet(() -> new CartVerdict(List.of("no member showed the cart in time")));
    }

    Standing standing() {
        return standing;
    }

    /** The name of the cart, for a person. */
    String name() {
        return "c" + (number + 1);
    }

    /** How many calls were acknowledged. */
    int acknowledged() {
        return acknowledged;
    }

    private void add(int note) {
        references++;
        call(new CartCall.Add(new CartItem(
                name() + "-i" + references,
                skus.get(random.nextInt(skus.size())),
                random.nextInt(1, 10),
                Words.text(random, note))));
    }

    private void call(CartCall call) {
        history.begin(call);
        long deadline = patience.deadline();
        boolean done = attempt(call) || lookedUp(deadline);
        while (!done && patience.remains(deadline)) {
            done = attempt(call) || lookedUp(deadline);
        }
        if (!done) {
            standing = Standing.UNKNOWN;
        }
    }

    /** Sends the call; true if it was acknowledged. */
    private boolean attempt(CartCall call) {
        try {
            Http.Reply reply = client.send(member, call);
            if (reply.ok()) {
                acknowledge();
                examine(reply.json(JsonObject.class));
                return true;
            }
            if (reply.status() < 500) {
                throw new CommandException("HF5111", "The shop refused a call: " + reply.start());
            }
        } catch (IOException e) {
            if (!history.isUnknown()) {
                throw new CommandException("HF5112", "The shop acknowledged a call and said no summary of it.", e);
            }
            member = fleet.after(member);
        }
        return false;
    }

    private void examine(JsonObject summary) {
        stateBytes = summary.getInt("stateBytes");
        int items = summary.getInt("items");
        if (items == history.acknowledged().size()) {
            correctReply();
        } else {
            wrong(new CartVerdict(List.of("a reply counted " + items + " items instead of "
                    + history.acknowledged().size())));
        }
    }

    /** Looks whether the call in flight took effect; true if it did, or if the cart is wrong: then there is no more to do. */
    private boolean lookedUp(long deadline) {
        Optional<List<CartItem>> seen = read(deadline);
        if (seen.isEmpty()) {
            return false;
        }
        List<CartItem> items = seen.orElseThrow();
        CartVerdict verdict = CartVerdict.of(history, items);
        if (!verdict.exact()) {
            wrong(verdict);
            return true;
        }
        correctReply();
        boolean applied = items.equals(history.withCallInFlight());
        if (applied) {
            acknowledge();
        }
        return applied;
    }

    /** Reads the cart from one member after the other. */
    private Optional<List<CartItem>> read(long deadline) {
        do {
            try {
                return Optional.of(client.read(member));
            } catch (IOException e) {
                member = fleet.after(member);
                patience.pause();
            }
        } while (patience.remains(deadline));
        return Optional.empty();
    }

    private void acknowledge() {
        history.acknowledge();
        acknowledged = history.calls();
    }

    private void correctReply() {
        moves.correctReply(lastCorrect.name(), member.name(), System.currentTimeMillis());
        lastCorrect = member;
    }

    private void wrong(CartVerdict verdict) {
        wrong = verdict;
        standing = Standing.WRONG;
    }
}
