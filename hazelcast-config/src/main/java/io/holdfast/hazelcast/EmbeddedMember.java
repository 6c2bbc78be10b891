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

/** Starts a member where the server has no grid. */
final class EmbeddedMember {

    /** The file that is used unless the system property {@code hazelcast.config} names another. */
    static final String FILE = "hazelcast-embedded.xml";

    private EmbeddedMember() {}

    static HazelcastInstance start(GridSettings settings) {
        Config config = config();
        // The application's own loader, not that of whichever thread starts it: nothing but JDK types is ever loaded.
        config.setClassLoader(EmbeddedMember.class.getClassLoader());
        if (!settings.memberName().isEmpty()) {
            config.getMemberAttributeConfig().setAttribute(Labels.NAME_ATTRIBUTE, settings.memberName());
        }
        if (!settings.zone().isEmpty()) {
            config.getMemberAttributeConfig()
                    .setAttribute(PartitionGroupMetaData.PARTITION_GROUP_ZONE, settings.zone());
        }
        return Hazelcast.newHazelcastInstance(config);
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
