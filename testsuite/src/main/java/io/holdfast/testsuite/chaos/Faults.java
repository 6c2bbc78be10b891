// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.cluster.MicroMember;
import io.holdfast.testsuite.cluster.Namespaces;
import io.holdfast.testsuite.load.Http;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lets faults happen. Never more than two members are lost or in doubt at once, which is what the sessions tolerate. When
 * a method returns the fault is over, save that killed members may still be starting. For one thread.
 */
final class Faults {

    private static final int AT_ONCE = 2;

    private final World world;
    private final Tally tally;
    private final Random random;
    private final long silenceMillis;
    private final Crowd crowd;
    private final Http http = new Http(Duration.ofSeconds(60));

    /**
     * Faults of that world.
     *
     * @param silence after which a silent member is shut out
     */
    Faults(World world, Tally tally, Random random, Duration silence, Crowd crowd) {
        this.world = world;
        this.tally = tally;
        this.random = random;
        this.silenceMillis = silence.toMillis();
        this.crowd = crowd;
    }

    /** Lets one happen; answers what happened, for people. */
    String happen(Fault fault) {
        tally.add("faults." + fault.word());
        List<MicroMember> order = new ArrayList<>(world.members());
        Collections.shuffle(order, random);
        return switch (fault) {
            case KILL -> kill(order.subList(0, random.nextInt(1, AT_ONCE + 1)));
            case RESTART -> restart(order.get(0), order.get(1));
            case PAUSE -> pause(order.subList(0, random.nextInt(4) == 0 ? AT_ONCE : 1));
            case ROLLING -> rolling(order.subList(0, 2));
            case HEAP -> heap(order.get(0));
            case PARTITION -> partition(order.subList(0, random.nextInt(1, AT_ONCE + 1)));
            case ONE_WAY -> oneWay(order);
            case SLOW -> slow(order.get(0));
        };
    }

    private String kill(List<MicroMember> victims) {
        victims.parallelStream().forEach(world::kill);
        World.pause(random.nextInt(500, 3_000));
        victims.forEach(world::start);
        return "kill -9 " + names(victims);
    }

    private String restart(MicroMember first, MicroMember second) {
        world.kill(first);
        World.pause(random.nextInt(100, 1_500));
        world.start(first);
        int later = random.nextInt(200, 8_000);
        World.pause(later);
        world.kill(second);
        World.pause(random.nextInt(100, 1_000));
        world.start(second);
        return "kill -9 " + first.name() + ", start it at once, kill -9 " + second.name() + " " + later + " ms later";
    }

    private String pause(List<MicroMember> victims) {
        long millis = silenceMillis + random.nextInt(2_500, 6_000);
        victims.forEach(victim -> {
            tally.add("pauses");
            victim.pause();
        });
        World.pause(millis);
        victims.forEach(MicroMember::resume);
        victims.forEach(crowd::visit); // those who ask a zombie must not be told an old state
        World.pause(1_500);
        return "pause " + names(victims) + " for " + millis + " ms";
    }

    private String rolling(List<MicroMember> members) {
        for (MicroMember member : members) {
            world.end(member);
            world.start(member);
            world.awaitWhole();
            world.awaitProtectedOrFail();
        }
        return "rolling restart of " + names(members);
    }

    private String heap(MicroMember victim) {
        int seconds = random.nextInt(4, 9);
        String came;
        try {
            HttpRequest.Builder request = http.to(victim.uri().resolve("/chaos/heap?seconds=" + seconds));
            came = Integer.toString(
                    http.send(request.POST(HttpRequest.BodyPublishers.noBody()).build())
                            .status());
        } catch (IOException e) {
            came = e.toString();
        }
        return "heap of " + victim.name() + " full for " + seconds + " s (" + came + ")";
    }

    private String partition(List<MicroMember> minority) {
        tally.add("partitions");
        long millis = random.nextInt(3) == 0
                ? random.nextInt(1_000, (int) silenceMillis)
                : silenceMillis + random.nextInt(2_500, 6_000);
        for (MicroMember one : minority) {
            world.members().stream().filter(other -> !minority.contains(other)).forEach(other -> network()
                    .separate(number(one), number(other)));
        }
        World.pause(millis / 2);
        minority.forEach(crowd::visit);
        World.pause(millis / 2);
        network().heal();
        return "partition " + names(minority) + " | the others for " + millis + " ms";
    }

    private String oneWay(List<MicroMember> order) {
        tally.add("one-way");
        MicroMember mute = order.get(0);
        List<MicroMember> deaf = random.nextBoolean() ? order.subList(1, order.size()) : order.subList(1, 2);
        long millis = silenceMillis + random.nextInt(2_500, 6_000);
        deaf.forEach(other -> network().cut(number(mute), number(other)));
        World.pause(millis / 2);
        crowd.visit(mute);
        World.pause(millis / 2);
        network().heal();
        return "nothing from " + mute.name() + " arrives at " + names(deaf) + " for " + millis + " ms";
    }

    private String slow(MicroMember victim) {
        tally.add("slow");
        String how = IntStream.range(0, world.members().size())
                .mapToObj(network()::slow)
                .toList()
                .get(0);
        World.pause(random.nextInt(2_000, 4_000));
        world.kill(victim);
        World.pause(random.nextInt(2_000, 4_000));
        IntStream.range(0, world.members().size()).forEach(network()::fast);
        world.start(victim);
        return "slow network, " + how + ", and kill -9 " + victim.name();
    }

    private Namespaces network() {
        return world.network().orElseThrow();
    }

    private int number(MicroMember member) {
        return world.members().indexOf(member);
    }

    private static String names(List<MicroMember> members) {
        return members.stream().map(MicroMember::name).sorted().collect(Collectors.joining(", "));
    }
}
