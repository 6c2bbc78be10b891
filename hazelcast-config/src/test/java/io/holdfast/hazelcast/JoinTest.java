// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.port.ClusterView;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which grid a member joins. Plays the server's naming. */
class JoinTest {

    private static Object bound;

    private final Members members = new Members();

    @AfterEach
    void end() {
        members.close();
        bound = null;
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        System.clearProperty("holdfast.grid.cluster");
    }

    @Test
    void theGridOfTheServerIsTakenAndLeftRunning() {
        HazelcastInstance servers = members.start(new Config());
        bound = servers;
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
        int before = Hazelcast.getAllHazelcastInstances().size();
        try (HazelcastGrid grid = HazelcastGrid.join(GridSettings.defaults().withMemberName("n1"))) {
            assertThat(grid.grid().cluster().view().self())
                    .isEqualTo(servers.getCluster().getLocalMember().getUuid().toString());
            assertThat(Hazelcast.getAllHazelcastInstances()).hasSize(before);
        }
        assertThat(servers.getLifecycleService().isRunning()).isTrue();
    }

    @Test
    void whereTheServerHasNoneAMemberIsStartedAndEnded() {
        System.setProperty(
                "holdfast.grid.cluster", "join-test-" + ProcessHandle.current().pid());
        int before = Hazelcast.getAllHazelcastInstances().size();
        try (HazelcastGrid one = HazelcastGrid.join(
                        GridSettings.defaults().withMemberName("n1").withZone("east"));
                HazelcastGrid two = HazelcastGrid.join(GridSettings.defaults().withMemberName("n2"))) {
            Waiting.until(
                    "both see both",
                    () -> one.grid().cluster().view().members().size() == 2
                            && two.grid().cluster().view().members().size() == 2);
            ClusterView view = two.grid().cluster().view();
            assertThat(view.members().get(0).name()).isEqualTo("n1");
            assertThat(view.members().get(0).domain()).isEqualTo("east");
            assertThat(one.warnings()).isEmpty();
        }
        assertThat(Hazelcast.getAllHazelcastInstances()).hasSize(before);
    }

    @Test
    void anotherHazelcastThanTheApplicationsIsRefusedWithTheCure() {
        bound = "a grid of another class loader";
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
        assertThatIllegalStateException()
                .isThrownBy(() -> HazelcastGrid.join(GridSettings.defaults()))
                .withMessageStartingWith("HF2011 payara/Hazelcast is a java.lang.String")
                .withMessageContaining("leave Hazelcast out of the application");
    }

    /** Has one name. */
    public static final class Naming implements InitialContextFactory {

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) {
                    return "payara/Hazelcast".equals(name) ? bound : null;
                }
            };
        }
    }
}
