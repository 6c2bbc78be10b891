// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.PartitionGroupConfig;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What durable operation needs and the server does not give. */
final class GridWarnings {

    private GridWarnings() {}

    static List<String> of(HazelcastInstance instance, int manifestBackups) {
        Config config = instance.getConfig();
        List<String> warnings = new ArrayList<>();
        if (!"GRACEFUL".equalsIgnoreCase(config.getProperty("hazelcast.shutdownhook.policy"))) {
            warnings.add(
                    "HF2040 hazelcast.shutdownhook.policy is not GRACEFUL: ending this member with SIGTERM loses"
                            + " its fragments, as a crash does. Start the server with -Dhazelcast.shutdownhook.policy=GRACEFUL");
        }
        Set<String> hosts = instance.getCluster().getMembers().stream()
                .filter(member -> !member.isLiteMember())
                .map(Labels::host)
                .collect(Collectors.toSet());
        long dataMembers = instance.getCluster().getMembers().stream()
                .filter(member -> !member.isLiteMember())
                .count();
        PartitionGroupConfig groups = config.getPartitionGroupConfig();
        if (groups.isEnabled()
                && groups.getGroupType() == PartitionGroupConfig.MemberGroupType.HOST_AWARE
                && hosts.size() <= manifestBackups
                && dataMembers > hosts.size()) {
            warnings.add("HF2041 partition groups are host-aware and " + dataMembers + " members are on " + hosts.size()
                    + " host(s): manifests have " + (hosts.size() - 1) + " backup(s) instead of " + manifestBackups
                    + ". Start Payara Micro with --nohostaware, or use more hosts");
        }
        return warnings;
    }
}
