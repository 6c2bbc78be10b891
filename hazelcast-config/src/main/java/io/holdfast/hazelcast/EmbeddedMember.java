// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.partitiongroup.PartitionGroupMetaData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A member of our own where the server has no grid: one in a server, shared by all applications that have the same
 * Hazelcast, which is when its jar stands in the server's library and not in each of them. The first one starts it, the
 * last one ends it. Thread-safe.
 */
@SuppressWarnings("LockOnNonEnclosingClassLiteral") // the one class that the applications of a server share
final class EmbeddedMember implements AutoCloseable {

    /** The file that is used unless the system property {@code hazelcast.config} names another. */
    static final String FILE = "hazelcast-embedded.xml";

    private static final Logger LOG = Logger.getLogger("io.holdfast");

    private static final String NAME = "holdfast";

    /** The system property that holds the id of the first member of this process. JDK types only: loaders differ. */
    private static final String FIRST = "holdfast.grid.first.member";

    private final HazelcastInstance instance;

    private EmbeddedMember(HazelcastInstance instance) {
        this.instance = instance;
    }

    /** Uses the member that another application has started, or starts one. */
    static EmbeddedMember use(GridSettings settings) {
        synchronized (Hazelcast.class) {
            HazelcastInstance running = Hazelcast.getHazelcastInstanceByName(NAME);
            EmbeddedMember member = new EmbeddedMember(running == null ? start(settings) : running);
            member.users().incrementAndGet();
            return member;
        }
    }

    /** The member. */
    HazelcastInstance instance() {
        return instance;
    }

    /** What is wrong with it, with a code and the cure. */
    List<String> warnings() {
        String first = System.getProperty(FIRST);
        return id(instance).equals(first)
                ? List.of()
                : List.of(
                        "HF2042 another application in this server has a Hazelcast of its own: two members in one"
                                + " process are lost together, and what is stored twice may stand in both. Put the jar of"
                                + " Hazelcast into the server's library (asadmin add-library), where all applications share it");
    }

    /** Ends it if no other application uses it. */
    @Override
    public void close() {
        synchronized (Hazelcast.class) {
            if (users().decrementAndGet() == 0) {
                System.getProperties().remove(FIRST, id(instance));
                instance.shutdown();
            }
        }
    }

    private AtomicInteger users() {
        return (AtomicInteger) instance.getUserContext().computeIfAbsent("holdfast.users", key -> new AtomicInteger());
    }

    private static HazelcastInstance start(GridSettings settings) {
        Config config = config().setInstanceName(NAME);
        // Not an application's loader, which would be kept when the application is gone; only JDK types are ever loaded
        ClassLoader loader = Hazelcast.class.getClassLoader();
        config.setClassLoader(loader);
        if (!settings.memberName().isEmpty()) {
            config.getMemberAttributeConfig().setAttribute(Labels.NAME_ATTRIBUTE, settings.memberName());
        }
        if (!settings.zone().isEmpty()) {
            config.getMemberAttributeConfig()
                    .setAttribute(PartitionGroupMetaData.PARTITION_GROUP_ZONE, settings.zone());
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader); // its threads take it over
        try {
            HazelcastInstance started = Hazelcast.newHazelcastInstance(config);
            System.getProperties().putIfAbsent(FIRST, id(started));
            LOG.log(
                    Level.INFO,
                    "HF2043 the server has no data grid; a Hazelcast member was started, which all applications of the"
                            + " server share that see the same Hazelcast: {0}",
                    started.getLocalEndpoint().getSocketAddress());
            return started;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String id(HazelcastInstance instance) {
        return instance.getLocalEndpoint().getUuid().toString();
    }

    private static Config config() {
        if (System.getProperty("hazelcast.config") != null) {
            return Config.load();
        }
        try (InputStream file = EmbeddedMember.class.getClassLoader().getResourceAsStream(FILE)) {
            return new XmlConfigBuilder(file).build();
        } catch (IOException e) {
            throw new UncheckedIOException("HF2012 cannot read " + FILE, e);
        }
    }
}
