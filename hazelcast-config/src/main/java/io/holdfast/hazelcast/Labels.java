// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.map.IMap;
import com.hazelcast.spi.partitiongroup.PartitionGroupMetaData;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names and zones of members. A member's own attributes come first, then what it wrote into the directory. Nothing here
 * blocks: a label that is not known yet is asked for, and stands in a later view.
 */
final class Labels {

    /** The attribute that names a member, where the server's configuration can set it. */
    static final String NAME_ATTRIBUTE = "holdfast.member.name";

    private final IMap<String, String> directory;
    private final Label own;
    private final Map<UUID, Label> known = new ConcurrentHashMap<>();
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private volatile UUID registered;

    Labels(IMap<String, String> directory, Label own) {
        this.directory = directory;
        this.own = own;
    }

    /**
     * Writes the own label under the own id unless it stands there: at first, after a failure, and when the id has
     * changed, as merging clusters do. Who has none writes none: another application may have named this member.
     */
    void register(UUID id) {
        if (own.equals(Label.NONE)) {
            return;
        }
        known.put(id, own);
        if (!id.equals(registered) && underWay.add(id)) {
            directory.setAsync(key(id), own.text()).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    registered = id;
                }
                underWay.remove(id);
            });
        }
    }

    /** Asks for the label of a member if it is not known. */
    void learn(Member member) {
        UUID id = member.getUuid();
        if (!known.containsKey(id) && underWay.add(id)) {
            directory.getAsync(key(id)).whenComplete((text, failure) -> {
                if (text != null) {
                    known.put(id, Label.parse(text));
                }
                underWay.remove(id);
            });
        }
    }

    /** Forgets a member that left. */
    void forget(UUID id) {
        known.remove(id);
    }

    /** Removes the label of a member that left. */
    void remove(UUID id) {
        directory.removeAsync(key(id));
    }

    String name(Member member) {
        return first(
                member.getAttribute(NAME_ATTRIBUTE),
                label(member).name(),
                host(member) + ":" + member.getAddress().getPort());
    }

    String domain(Member member) {
        return first(
                member.getAttribute(PartitionGroupMetaData.PARTITION_GROUP_ZONE),
                label(member).zone(),
                host(member));
    }

    static String host(Member member) {
        return member.getAddress().getHost();
    }

    private Label label(Member member) {
        return known.getOrDefault(member.getUuid(), Label.NONE);
    }

    private static String first(String attribute, String label, String otherwise) {
        if (attribute != null && !attribute.isEmpty()) {
            return attribute;
        }
        return label.isEmpty() ? otherwise : label;
    }

    private static String key(UUID id) {
        return "member/" + id;
    }
}
