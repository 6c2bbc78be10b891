// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.port.ClusterView;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HazelcastGridTest {

    @Test
    void aFragmentIsKeptByTheMemberThatPlacementChose() {
        try (Members members = new Members()) {
            HazelcastInstance one = members.start();
            HazelcastInstance two = members.start();
            try (HazelcastGrid first =
                            HazelcastGrid.over(one, GridSettings.defaults().withMemberName("n1"));
                    HazelcastGrid second =
                            HazelcastGrid.over(two, GridSettings.defaults().withMemberName("n2"))) {
                ClusterView view = first.grid().cluster().view();
                String other = two.getCluster().getLocalMember().getUuid().toString();
                FragmentKey key = new FragmentKey(
                        new CheckpointId("shop", "s1"), new GroupId(new Version(1, 1), 0), 3, view.slotOf(other, 5));
                first.grid()
                        .fragments()
                        .putAll(Map.of(key, new byte[] {1, 2, 3}))
                        .toCompletableFuture()
                        .join();
                assertThat(second.grid().fragments().local()).containsExactly(key);
                assertThat(first.grid().fragments().local()).isEmpty();
                assertThat(first.grid()
                                .fragments()
                                .get(key)
                                .toCompletableFuture()
                                .join())
                        .hasValue(new byte[] {1, 2, 3});
                assertThat(first.warnings()).isNotEmpty();
                assertThat(second.storage().fragments().entries()).isEqualTo(1);
            }
        }
    }
}
