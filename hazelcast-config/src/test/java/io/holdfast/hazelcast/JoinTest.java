// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.port.ClusterView;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
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
    void whereTheServerHasNoneTheFirstApplicationStartsAMemberAndTheLastOneEndsIt() {
        System.setProperty(
                "holdfast.grid.cluster", "join-test-" + ProcessHandle.current().pid());
        int before = Hazelcast.getAllHazelcastInstances().size();
        GridSettings settings = GridSettings.defaults().withMemberName("n1").withZone("east");
        HazelcastGrid one = HazelcastGrid.join(settings);
        HazelcastGrid two = HazelcastGrid.join(settings);
        assertThat(Hazelcast.getAllHazelcastInstances()).hasSize(before + 1);
        ClusterView view = two.grid().cluster().view();
        assertThat(view.members()).singleElement().satisfies(member -> {
            assertThat(member.name()).isEqualTo("n1");
            assertThat(member.domain()).isEqualTo("east");
        });
        assertThat(one.warnings()).isEmpty();
        assertThat(two.warnings()).isEmpty();

        one.close();
        two.directory().put("still", "here");
        assertThat(two.directory().entries("still")).containsEntry("still", "here");
        two.close();
        assertThat(Hazelcast.getAllHazelcastInstances()).hasSize(before);
    }

    /** As in a server where each application brings the jar of Hazelcast. */
    @Test
    void twoHazelcastsInOneServerFindEachOtherAndTheSecondWarns() throws Exception {
        System.setProperty(
                "holdfast.grid.cluster", "join-test-" + ProcessHandle.current().pid());
        try (HazelcastGrid one = HazelcastGrid.join(GridSettings.defaults());
                OtherApplication two = new OtherApplication()) {
            assertThat(two.warnings()).singleElement().asString().startsWith("HF2042");
            assertThat(one.warnings()).isEmpty();
            Waiting.until(
                    "both are one cluster",
                    () -> one.grid().cluster().view().members().size() == 2);
        }
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

    /** Joins with classes of its own loader, Hazelcast among them. */
    private static final class OtherApplication implements AutoCloseable {

        private final Object grid;

        OtherApplication() throws Exception {
            URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(OtherApplication::url)
                    .toArray(URL[]::new);
            ClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
            Class<?> settings = loader.loadClass(GridSettings.class.getName());
            grid = loader.loadClass(HazelcastGrid.class.getName())
                    .getMethod("join", settings)
                    .invoke(null, settings.getMethod("defaults").invoke(null));
        }

        List<?> warnings() throws ReflectiveOperationException {
            return (List<?>) grid.getClass().getMethod("warnings").invoke(grid);
        }

        @Override
        public void close() throws ReflectiveOperationException {
            grid.getClass().getMethod("close").invoke(grid);
        }

        private static URL url(String entry) {
            try {
                return new File(entry).toURI().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }
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
