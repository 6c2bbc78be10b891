// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** The results as one flat JSON object. What was not measured is null. */
final class DemoJson {

    private DemoJson() {}

    static JsonObject of(DemoResult result) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("members", result.options().members())
                .add("tolerate", result.options().tolerate())
                .add("seed", result.options().seed())
                .add("carts", result.carts().size())
                .add("carts.exact", result.exact())
                .add("calls.acknowledged", result.acknowledged())
                .add("calls.unknown", result.unknown())
                .add("storage.bytes", result.storage().stored())
                .add("state.bytes", result.storage().state())
                .add(
                        "storage.ratio",
                        BigDecimal.valueOf(result.storage().ratio()).setScale(3, RoundingMode.HALF_UP))
                .add("storage.ratio.replication", result.options().tolerate() + 1)
                .add("kills", result.failovers().size())
                .add("first.reactivated.ms", number(result.worst(Failover::firstReactivated)))
                .add("last.reactivated.ms", number(result.worst(Failover::lastReactivated)))
                .add("first.reply.ms", number(result.worst(Failover::firstReply)));
        int kill = 0;
        for (Failover failover : result.failovers()) {
            String name = "kill." + ++kill + ".";
            json.add(name + "member", failover.member())
                    .add(name + "carts", failover.carts())
                    .add(name + "first.reactivated.ms", number(failover.firstReactivated()))
                    .add(name + "last.reactivated.ms", number(failover.lastReactivated()))
                    .add(name + "first.reply.ms", number(failover.firstReply()));
        }
        return json.build();
    }

    private static JsonValue number(OptionalLong number) {
        return number.isPresent() ? Json.createValue(number.getAsLong()) : JsonValue.NULL;
    }
}
