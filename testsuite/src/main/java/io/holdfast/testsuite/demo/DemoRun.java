// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.CartVerdict;
import io.holdfast.testsuite.load.Console;
import io.holdfast.testsuite.load.Http;
import io.holdfast.testsuite.load.Patience;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The demo on a cluster that runs already: fill, shop, measure, kill, compare. For one thread. */
final class DemoRun {

    private static final int ROUNDS_BEFORE = 3;
    private static final int ROUNDS_AFTER = 2;
    private static final int MOST_DELAY = 1_500; // milliseconds until a kill, so that it falls anywhere in a round
    private static final Patience CALL = new Patience(Duration.ofSeconds(60), Duration.ofMillis(100));

    private final DemoOptions options;
    private final Fleet fleet;
    private final Http http = new Http();
    private final Moves moves = new Moves();
    private final Observer observer;
    private final Progress progress;
    private final Random random;

    /**
     * A run.
     *
     * @param members all alive
     * @param user of the console
     * @param password of the console
     */
    DemoRun(DemoOptions options, List<? extends Member> members, String user, String password, Progress progress) {
        this.options = options;
        this.fleet = new Fleet(members);
        this.observer = new Observer(new Console(http, user, password), fleet, moves);
        this.progress = progress;
        this.random = new Random(options.seed());
    }

    /**
     * Does all of it.
     *
     * @throws CommandException if the cluster does not work as a cluster, which is something else than losing carts
     */
    DemoResult run() {
        phase("forming the cluster", () -> fleet.living().size() + " members", () -> {
            observer.awaitWholeCluster();
            return null;
        });
        List<String> skus = skus();
        List<Shopper> shoppers = IntStream.range(0, options.carts())
                .mapToObj(number -> new Shopper(number, fleet, http, skus, moves, CALL, options.seed()))
                .toList();
        try (Shopping shopping = new Shopping(shoppers)) {
            Supplier<String> calls = () -> String.format("%,d calls acknowledged", shopping.acknowledged());
            phase(
                    "filling carts",
                    calls,
                    () -> shopping.each(shopper -> {
                        shopper.fill();
                        return true;
                    }));
            shopping.start();
            phase("shopping", calls, () -> {
                shopping.awaitRounds(ROUNDS_BEFORE);
                return null;
            });
            List<Observer.Storage> storage = new ArrayList<>();
            phase("measuring storage", calls, () -> {
                shopping.whileNobodyShops(() -> storage.add(observer.storage()));
                return null;
            });
            List<Failover> failovers = new ArrayList<>();
            for (int kill = 0; kill < options.tolerate(); kill++) {
                Member victim = victim();
                failovers.add(phase("kill -9 " + victim.name(), calls, () -> kill(shopping, victim)));
            }
            shopping.stop();
            List<CartVerdict> verdicts =
                    phase("comparing carts", () -> options.carts() + " carts", () -> shopping.each(Shopper::check));
            return new DemoResult(
                    options,
                    IntStream.range(0, shoppers.size())
                            .mapToObj(i -> new DemoResult.Cart(
                                    shoppers.get(i).name(),
                                    verdicts.get(i),
                                    shoppers.get(i).standing() == Shopper.Standing.UNKNOWN))
                            .toList(),
                    shopping.acknowledged(),
                    storage.get(0),
                    failovers);
        }
    }

    private Failover kill(Shopping shopping, Member victim) {
        new Patience(Duration.ZERO, Duration.ofMillis(random.nextInt(MOST_DELAY))).pause();
        Failover failover = observer.kill(victim);
        shopping.awaitRounds(ROUNDS_AFTER);
        return failover;
    }

    /** Any living member, but one that has carts if there is one: with few carts some have none. */
    private Member victim() {
        Map<String, Long> carts = observer.carts();
        List<Member> living = fleet.living();
        List<Member> owners = living.stream()
                .filter(member -> carts.getOrDefault(member.name(), 0L) > 0)
                .toList();
        List<Member> candidates = owners.isEmpty() ? living : owners;
        return candidates.get(random.nextInt(candidates.size()));
    }

    private List<String> skus() {
        Member any = fleet.home(0);
        try {
            Http.Reply reply = http.send(
                    http.to(any.uri().resolve("/shop/api/catalogue?size=100")).build());
            if (reply.ok()) {
                return reply.json(JsonObject.class).getJsonArray("products").stream()
                        .map(JsonValue::asJsonObject)
                        .map(product -> product.getString("sku"))
                        .toList();
            }
            throw new CommandException("HF5115", "The shop shows no catalogue: " + reply.start());
        } catch (IOException e) {
            throw new CommandException("HF5115", "The shop shows no catalogue: " + e.getMessage(), e);
        }
    }

    private <T> T phase(String name, Supplier<String> state, Supplier<T> work) {
        return progress.during(name, state, work);
    }
}
