// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.admin.MapDirectory;
import io.holdfast.admin.config.ConsoleAddress;
import io.holdfast.core.port.Member;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MembersTest {

    private final Scene scene = new Scene(2);
    private final MapDirectory directory = new MapDirectory();
    private final Noticeboard board = new Noticeboard(directory);
    private final Census census = new Census(scene.console(), scene.source());
    private final Members members = new Members(scene.console(), board, census);

    @Test
    void everyMemberIsShownWithWhatItDoes() {
        String id = UUID.randomUUID().toString();
        ConsoleAddress address = ConsoleAddress.parse("http://n0/holdfast/").orElseThrow();
        Member lite = new Member(id, "lite", "elsewhere", false);
        scene.cluster.join(lite);
        scene.session("s", "m1", 100);
        scene.session("t", "m1", 100);
        board.post("m0", address);
        directory.put("application/shop/" + id, "lite");
        directory.put("drained/m1", "somebody");
        census.look(Runnable::run);
        assertThat(members.look())
                .containsExactly(
                        new MemberSight(
                                new Member("m0", "name of m0", "domain of m0", true),
                                List.of(),
                                0,
                                true,
                                false,
                                Optional.of(address)),
                        new MemberSight(
                                new Member("m1", "name of m1", "domain of m1", true),
                                List.of(),
                                2,
                                false,
                                true,
                                Optional.empty()),
                        new MemberSight(lite, List.of("shop"), 0, false, false, Optional.empty()));
    }
}
