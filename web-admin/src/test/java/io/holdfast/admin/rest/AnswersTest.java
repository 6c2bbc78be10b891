// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.admin.config.ConsoleAddress;
import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.FragmentSight;
import io.holdfast.admin.sight.MemberSight;
import io.holdfast.admin.sight.Page;
import io.holdfast.admin.sight.Protection;
import io.holdfast.admin.sight.RecoverySight;
import io.holdfast.admin.sight.SampleCount;
import io.holdfast.admin.sight.SessionSummary;
import io.holdfast.admin.sight.Status;
import io.holdfast.admin.sight.StripeMap;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import io.holdfast.hazelcast.StorageFigures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The answers, character by character: other programs read them. */
class AnswersTest {

    private static final Member N1 = new Member("u1", "n1", "rack 1", true);
    private static final SessionSummary SESSION = new SessionSummary(
            new CheckpointId("shop", "abc"),
            Optional.of("u1"),
            Optional.of("n1"),
            new Version(2, 17),
            1000,
            "4+1",
            2,
            new Protection(Status.PROTECTED, 2),
            1500,
            1_800_000_000_000L,
            Optional.empty());
    private static final ClusterView VIEW = new ClusterView("u1", List.of(N1), List.of("u1"));
    private static final String SESSION_FIELDS = "\"application\":\"shop\",\"id\":\"abc\",\"owner\":\"u1\","
            + "\"ownerName\":\"n1\",\"epoch\":2,\"sequence\":17,\"stateBytes\":1000,\"scheme\":\"4+1\",\"tolerate\":2,"
            + "\"tolerates\":2,\"status\":\"PROTECTED\",\"storedBytes\":1500,\"updatedAt\":1800000000000,"
            + "\"problem\":null";

    @Test
    void aMember() {
        MemberSight known =
                new MemberSight(N1, List.of("bank", "shop"), 7, true, false, ConsoleAddress.parse("http://n1/"));
        MemberSight unknown =
                new MemberSight(new Member("u2", "n2", "rack 2", false), List.of(), 0, false, true, Optional.empty());
        assertThat(Answers.members(List.of(known, unknown)))
                .hasToString(
                        "[{\"uuid\":\"u1\",\"name\":\"n1\",\"host\":\"rack 1\",\"domain\":\"rack 1\","
                                + "\"storesData\":true,\"applications\":[\"bank\",\"shop\"],\"sessions\":7,\"self\":true,\"drained\":false,"
                                + "\"console\":\"http://n1/\"},"
                                + "{\"uuid\":\"u2\",\"name\":\"n2\",\"host\":\"rack 2\",\"domain\":\"rack 2\","
                                + "\"storesData\":false,\"applications\":[],\"sessions\":0,\"self\":false,\"drained\":true,\"console\":null}]");
    }

    @Test
    void aPageOfSessions() {
        Count count = SampleCount.of(SESSION, SESSION);
        assertThat(Answers.sessions(count, count.sessions(), new Page(1, 10), VIEW))
                .hasToString("{\"total\":2,\"all\":2,\"statuses\":{\"PROTECTED\":2,\"DEGRADED\":0,\"LOST\":0},"
                        + "\"stateBytes\":2000,\"storedBytes\":3000,\"look\":{\"number\":1,\"takenAt\":9,\"millis\":2,\"unanswered\":0},\"sessions\":[{"
                        + SESSION_FIELDS + "}]}");
    }

    @Test
    void aStripeMap() {
        List<StripeMap.Fragment> fragments = List.of(
                new StripeMap.Fragment(0, 0, false, 0, Optional.of(N1), FragmentSight.VALID, 40),
                new StripeMap.Fragment(1, 1, true, 0, Optional.of(N1), FragmentSight.CHANGED, 41),
                new StripeMap.Fragment(2, 0, false, 1, Optional.empty(), FragmentSight.MISSING, 0),
                new StripeMap.Fragment(3, 1, true, 1, Optional.of(N1), FragmentSight.UNANSWERED, 0));
        StripeMap map = new StripeMap(
                SESSION,
                5,
                "2.16",
                "4+1: why",
                List.of(new StripeMap.Row(new GroupId(new Version(2, 16), 3), 1000, fragments)));
        assertThat(Answers.stripeMap(map, VIEW))
                .hasToString("{" + SESSION_FIELDS
                        + ",\"createdAt\":5,\"acknowledged\":\"2.16\",\"why\":\"4+1: why\",\"groups\":[{\"group\":\"2.16.3\",\"length\":1000,\"fragments\":["
                        + "{\"index\":0,\"kind\":\"data\",\"part\":0,\"copy\":0,\"member\":\"u1\",\"memberName\":\"n1\","
                        + "\"present\":true,\"valid\":true,\"answered\":true,\"bytes\":40},"
                        + "{\"index\":1,\"kind\":\"parity\",\"part\":1,\"copy\":0,\"member\":\"u1\",\"memberName\":\"n1\","
                        + "\"present\":true,\"valid\":false,\"answered\":true,\"bytes\":41},"
                        + "{\"index\":2,\"kind\":\"data\",\"part\":0,\"copy\":1,\"member\":null,\"memberName\":null,"
                        + "\"present\":false,\"valid\":false,\"answered\":true,\"bytes\":0},"
                        + "{\"index\":3,\"kind\":\"parity\",\"part\":1,\"copy\":1,\"member\":\"u1\",\"memberName\":\"n1\","
                        + "\"present\":false,\"valid\":false,\"answered\":false,\"bytes\":0}]}]}");
    }

    @Test
    void whatAMemberStores() {
        StorageFigures figures = new StorageFigures(new StorageFigures.Kept(1, 200), new StorageFigures.Kept(3, 400));
        assertThat(Answers.storage("n1", figures))
                .hasToString("{\"member\":\"n1\",\"fragments\":{\"entries\":1,\"bytes\":200},"
                        + "\"manifests\":{\"entries\":3,\"bytes\":400}}");
    }

    @Test
    void aRecovery() {
        RecoverySight recovery = new RecoverySight(
                "shop",
                "n2",
                "n1",
                1000,
                OptionalLong.of(1050),
                OptionalLong.empty(),
                3,
                2,
                1,
                1100,
                1200,
                30,
                OptionalLong.of(7),
                20);
        assertThat(Answers.recoveries(List.of(recovery)))
                .hasToString("[{\"application\":\"shop\",\"member\":\"n2\",\"lost\":\"n1\",\"detectedAt\":1000,"
                        + "\"firstClaimAt\":1050,\"reprotectedAt\":null,"
                        + "\"sessions\":3,\"reactivated\":2,\"failed\":1,\"firstReactivatedAt\":1100,"
                        + "\"lastReactivatedAt\":1200,\"claimMillis\":30,\"reassembleMillis\":7,"
                        + "\"reactivateMillis\":20}]");
    }

    @Test
    void textsAreEscaped() {
        MemberSight hostile = new MemberSight(
                new Member("u", "\"</script>\n", "d", true), List.of(), 0, false, true, Optional.empty());
        assertThat(Answers.members(List.of(hostile)).toString()).contains("\"name\":\"\\\"</script>\\n\"");
    }
}
