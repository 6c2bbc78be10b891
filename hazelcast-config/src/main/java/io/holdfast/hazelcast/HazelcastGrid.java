// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.spi.properties.HazelcastProperties;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.memory.SystemClock;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Mail;
import io.holdfast.core.port.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * This member's place in the grid: core's ports over Hazelcast. Thread-safe. Close it when the application ends; that
 * takes back listeners and threads, and the member itself only if Holdfast started it and nothing else uses it.
 *
 * <p>Stages complete on threads of Hazelcast: what follows them may use the stores again, but must not block, and hands
 * long work to other threads.
 */
public final class HazelcastGrid implements AutoCloseable {

    /** Where Payara has its data grid. */
    private static final String JNDI_NAME = "payara/Hazelcast";

    private static final String DIRECTORY = "holdfast-directory";
    private static final String SIGNALS = "holdfast-signals";

    private final HazelcastInstance instance;
    private final Optional<EmbeddedMember> embedded;
    private final GridSettings settings;
    private final IMap<String, byte[]> fragmentMap;
    private final IMap<String, byte[]> manifestMap;
    private final TimeLimit limit;
    private final Merges merges;
    private final Standstill standstill;
    private final HazelcastCluster cluster;
    private final HazelcastSignals signals;
    private final HazelcastMail mail;
    private final Directory directory;
    private final DirectoryEvents directoryEvents;
    private final HazelcastManifests manifests;
    private final SlotKeys slotKeys;
    private final Replicas replicas;
    private final Grid grid;

    private HazelcastGrid(HazelcastInstance instance, Optional<EmbeddedMember> embedded, GridSettings settings) {
        SharedTimer.start();
        this.instance = instance;
        this.embedded = embedded;
        this.settings = settings;
        GridMaps.defineFragments(instance, settings.fragmentMap());
        GridMaps.defineMirrored(instance, settings.manifestMap(), settings.manifestBackups());
        GridMaps.defineMirrored(instance, DIRECTORY, settings.manifestBackups());
        fragmentMap = instance.getMap(settings.fragmentMap());
        manifestMap = instance.getMap(settings.manifestMap());
        IMap<String, String> directoryMap = instance.getMap(DIRECTORY);
        PartitionService partitions = instance.getPartitionService();
        limit = new TimeLimit(settings.timeLimit());
        merges = new Merges(instance);
        standstill = new Standstill(Majority.silence(new HazelcastProperties(instance.getConfig())));
        directory = new HazelcastDirectory(
                directoryMap, new GridMap<>(instance, DIRECTORY, settings.timeLimit(), merges, standstill), limit);
        signals = new HazelcastSignals(instance.getTopic(SIGNALS));
        mail = new HazelcastMail(instance);
        cluster = new HazelcastCluster(
                instance, new Labels(directoryMap, new Label(settings.memberName(), settings.zone())));
        directoryEvents = new DirectoryEvents(directoryMap);
        replicas = new Replicas(instance, settings.manifestMap());
        slotKeys = new SlotKeys(
                partitions.getPartitions().size(),
                key -> partitions.getPartition(key).getPartitionId());
        manifests = new HazelcastManifests(
                manifestMap,
                new GridMap<>(instance, settings.manifestMap(), settings.timeLimit(), merges, standstill),
                partitions,
                limit,
                settings.manifestBackups() + 1);
        grid = new Grid(
                new HazelcastFragments(
                        fragmentMap,
                        new GridMap<>(instance, settings.fragmentMap(), settings.timeLimit(), merges, standstill),
                        slotKeys),
                manifests,
                cluster,
                new SystemClock());
    }

    /**
     * Joins the grid that the server has (JNDI {@value #JNDI_NAME}); where there is none, an embedded member, which the
     * first application in a server starts and the last one ends.
     *
     * @throws IllegalStateException if the grid cannot be used, with a code and the cure
     */
    @SuppressWarnings("BanJNDI") // a constant name, in the server's own naming
    public static HazelcastGrid join(GridSettings settings) {
        Object found;
        try {
            found = InitialContext.doLookup(JNDI_NAME);
        } catch (NamingException e) {
            EmbeddedMember own = EmbeddedMember.use(settings);
            try {
                return new HazelcastGrid(own.instance(), Optional.of(own), settings);
            } catch (RuntimeException failure) {
                own.close();
                throw failure;
            }
        }
        if (found instanceof HazelcastInstance instance) {
            return over(instance, settings);
        }
        throw new IllegalStateException(
                "HF2011 " + JNDI_NAME + " is a " + found.getClass().getName() + " of "
                        + found.getClass().getClassLoader()
                        + ", not the Hazelcast of this application; leave Hazelcast out of the application on this server");
    }

    /** Uses a member that the caller started and will end. */
    public static HazelcastGrid over(HazelcastInstance instance, GridSettings settings) {
        return new HazelcastGrid(instance, Optional.empty(), settings);
    }

    /** The stores, the cluster and the clock. */
    public Grid grid() {
        return grid;
    }

    /** Small texts that the whole cluster reads. */
    public Directory directory() {
        return directory;
    }

    /** Short messages to all members. */
    public Signals signals() {
        return signals;
    }

    /** Bytes to one member. */
    public Mail mail() {
        return mail;
    }

    /** What this member stores, this moment. Walks over the local partitions, so not for the path of a call. */
    public StorageFigures storage() {
        return new StorageFigures(StorageFigures.Kept.of(fragmentMap), StorageFigures.Kept.of(manifestMap));
    }

    /**
     * The manifests whose first copy stands in a slot, by one question to its keeper; so that all manifests can be read
     * in pieces, none of which waits for a member that does not answer. Blocks up to the time limit.
     *
     * @throws io.holdfast.core.port.StoreException if the keeper does not answer in time
     */
    public Map<CheckpointId, byte[]> manifestsIn(int slot) {
        return manifests.in(slotKeys.of(slot));
    }

    /** The ids of the members that have a copy of what is mirrored in the slot, as far as they are known now. */
    public Set<String> copiesIn(int slot) {
        return replicas.of(slot, settings.manifestBackups());
    }

    /**
     * Tells the listener of entries of the directory that are written or removed, soon after it happened; one may be
     * missed when a member dies. Calls come on threads of the grid, must return quickly and may not block.
     *
     * @param listener is told the key, and the text unless it was removed
     */
    public Cluster.Subscription onDirectoryChange(BiConsumer<String, Optional<String>> listener) {
        return directoryEvents.subscribe(listener);
    }

    /** What durable operation needs and this server does not give, each with a code and the cure; for the log. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(GridWarnings.of(instance, settings.manifestBackups()));
        embedded.ifPresent(member -> warnings.addAll(member.warnings()));
        return warnings;
    }

    @Override
    public void close() {
        directoryEvents.close();
        signals.close();
        mail.close();
        cluster.close();
        merges.close();
        standstill.close();
        limit.close();
        embedded.ifPresent(EmbeddedMember::close);
    }
}
