// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.CartCall;
import io.holdfast.testsuite.load.CartClient;
import io.holdfast.testsuite.load.CartHistory;
import io.holdfast.testsuite.load.CartItem;
import io.holdfast.testsuite.load.Http;
import io.holdfast.testsuite.load.Words;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One person with one cart, who makes one exchange after the other, now and then at another member, and writes down every
 * one. After a call of which the outcome is not known the cart is looked at first. One thread steps; others may ask.
 */
public final class Customer {

    private static final int NOTE = 1_000; // characters
    private static final int MOST_TOLD = 3;
    private static final double READS = 0.3;
    private static final double ROAMING = 0.05;

    private final String name;
    private final int size;
    private final List<? extends Member> members;
    private final CartClient client;
    private final Random random;
    private final CartHistory history = new CartHistory();
    private final Judge judge = new Judge();
    private List<Event> events = new ArrayList<>();
    private boolean looked;
    private int references;
    private volatile Member member;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean wrong;
    private volatile boolean full;

    /**
     * A customer without a cart.
     *
     * @param size how many items the cart holds when it is full
     */
    public Customer(int number, int size, List<? extends Member> members, Http http, long seed) {
        this(number, size, members, new CartClient(http), seed);
    }

    /**
     * A customer without a cart.
     *
     * @param size how many items the cart holds when it is full
     * @param client its browser
     */
    public Customer(int number, int size, List<? extends Member> members, CartClient client, long seed) {
        this.name = "c" + (number + 1);
        this.size = size;
        this.members = members;
        this.client = client;
        this.random = new Random(seed * 1_000_003 + number);
        this.member = members.get(number % members.size());
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** Calls that changed the cart and are known to have had effect. */
    public int acknowledged() {
        return acknowledged.get();
    }

    int reads() {
        return reads.get();
    }

    /** Exchanges without success. */
    public int failures() {
        return failures.get();
    }

    /** Whether its cart was found wrong: there is nothing more to learn of it. */
    public boolean isWrong() {
        return wrong;
    }

    /** Goes to that member next. */
    void visit(Member next) {
        member = next;
    }

    /** Whether the cart has been full once: then items come and go. */
    boolean isFull() {
        return full;
    }

    /** One exchange. */
    void step() {
        if (history.isUnknown()) {
            if (looked) {
                looked = false;
                send(history.inFlight().orElseThrow(), true);
            } else {
                looked = look();
            }
        } else if (history.acknowledged().size() >= size && random.nextDouble() < READS) {
            look();
        } else {
            CartCall call = next();
            history.begin(call);
            send(call, false);
        }
        full |= history.acknowledged().size() >= size;
        if (random.nextDouble() < ROAMING) {
            elsewhere();
        }
    }

    private CartCall next() {
        List<CartItem> now = history.acknowledged();
        if (now.size() > size) {
            return new CartCall.Remove(now.get(random.nextInt(now.size())).reference());
        }
        references++;
        return new CartCall.Add(new CartItem(
                name + "-i" + references,
                "HF-000" + random.nextInt(1, 10),
                random.nextInt(1, 10),
                Words.text(random, NOTE)));
    }

    private void send(CartCall call, boolean again) {
        Member asked = member;
        long begun = System.currentTimeMillis();
        try {
            Http.Reply reply = client.send(asked, call);
            if (reply.ok()) {
                JsonObject summary = reply.json(JsonObject.class);
                history.acknowledge();
                acknowledged.incrementAndGet();
                note(
                        begun,
                        asked,
                        Optional.of(call),
                        again,
                        200,
                        "",
                        Optional.of(new Event.Seen(
                                summary.getString("member"),
                                summary.getJsonNumber("epoch").longValue(),
                                summary.getJsonNumber("sequence").longValue(),
                                summary.getInt("items"),
                                Optional.empty())));
            } else {
                failed(begun, asked, Optional.of(call), again, reply.status(), reply.start());
            }
        } catch (IOException e) {
            failed(begun, asked, Optional.of(call), again, 0, e.toString());
        }
    }

    /** Reads the cart; whether it answered. */
    private boolean look() {
        Member asked = member;
        long begun = System.currentTimeMillis();
        try {
            CartClient.Cart cart = client.show(asked);
            if (history.isUnknown() && cart.items().equals(history.withCallInFlight())) {
                history.acknowledge();
                acknowledged.incrementAndGet();
            } else if (!cart.items().equals(history.acknowledged())) {
                wrong = true;
            }
            reads.incrementAndGet();
            note(
                    begun,
                    asked,
                    Optional.empty(),
                    false,
                    200,
                    "",
                    Optional.of(new Event.Seen(
                            cart.member(),
                            cart.epoch(),
                            cart.sequence(),
                            cart.items().size(),
                            Optional.of(cart.items()))));
            return true;
        } catch (IOException e) {
            failed(begun, asked, Optional.empty(), false, 0, e.toString());
            return false;
        }
    }

    private void failed(long begun, Member asked, Optional<CartCall> call, boolean again, int status, String said) {
        failures.incrementAndGet();
        note(begun, asked, call, again, status, said, Optional.empty());
        elsewhere();
    }

    private synchronized void note(
            long begun,
            Member asked,
            Optional<CartCall> call,
            boolean again,
            int status,
            String said,
            Optional<Event.Seen> seen) {
        events.add(new Event(begun, System.currentTimeMillis(), asked.name(), call, again, status, said, seen));
    }

    /** To any member whose process runs; to one of them that is paused or cut off, too: a client does not know. */
    private void elsewhere() {
        List<Member> living = new ArrayList<>();
        members.stream().filter(Member::alive).forEach(living::add);
        if (!living.isEmpty()) {
            member = living.get(random.nextInt(living.size()));
        }
    }

    /** Judges what was written down since the last time. By one thread. */
    public Verdict judge() {
        List<Event> now;
        synchronized (this) {
            now = events;
            events = new ArrayList<>();
        }
        for (int i = 0; i < now.size(); i++) {
            List<String> problems = judge.judge(now.get(i));
            if (!problems.isEmpty()) { // what follows from a wrong cart is no news
                wrong = true;
                String told = problems.size() <= MOST_TOLD
                        ? String.join("; ", problems)
                        : String.join("; ", problems.subList(0, MOST_TOLD)) + "; and " + (problems.size() - MOST_TOLD)
                                + " more";
                List<String> before = now.subList(Math.max(0, i - 6), i + 1).stream()
                        .map(Event::toString)
                        .toList();
                return new Verdict(Optional.of(name + ": " + told + "\n      " + String.join("\n      ", before)), now);
            }
        }
        return new Verdict(Optional.empty(), now);
    }

    /**
     * What was found in a part of the history.
     *
     * @param violation with the events that lead to it
     * @param events that part
     */
    public record Verdict(Optional<String> violation, List<Event> events) {}
}
