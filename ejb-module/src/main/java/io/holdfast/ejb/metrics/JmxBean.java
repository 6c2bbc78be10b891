// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows the metrics of an application through JMX until it is closed. */
public final class JmxBean implements ApplicationMXBean, AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.holdfast");

    private final Metrics metrics;
    private final String member;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    private JmxBean(Metrics metrics, String member, ObjectName name) {
        this.metrics = metrics;
        this.member = member;
        this.name = name;
    }

    /**
     * Registers it. What keeps JMX from showing it is logged and otherwise without effect; so is an application of the
     * same name that this process runs besides.
     *
     * @param application becomes the {@code name} of the MBean
     */
    @SuppressWarnings("JdkObsolete") // JMX takes no other table
    public static JmxBean register(Metrics metrics, String application, String member) {
        try {
            Hashtable<String, String> keys = new Hashtable<>();
            keys.put("type", "Application");
            keys.put("name", application);
            JmxBean bean = new JmxBean(metrics, member, new ObjectName("io.holdfast", keys));
            bean.server.registerMBean(bean, bean.name);
            return bean;
        } catch (JMException e) {
            LOG.log(Level.WARNING, e, () -> "HF3060 application " + application + " is not shown by JMX");
            return new JmxBean(metrics, member, null);
        }
    }

    /** Takes it back, so that JMX does not hold the classes of an application that has ended. */
    @Override
    public void close() throws JMException {
        if (name != null) {
            server.unregisterMBean(name);
        }
    }

    @Override
    public String getMember() {
        return member;
    }

    @Override
    public long getSessions() {
        return metrics.value(Metric.SESSIONS);
    }

    @Override
    public long getCheckpoints() {
        return metrics.value(Metric.CHECKPOINTS);
    }

    @Override
    public long getCheckpointsUnchanged() {
        return metrics.value(Metric.UNCHANGED);
    }

    @Override
    public long getCheckpointsFailed() {
        return metrics.value(Metric.FAILED);
    }

    @Override
    public long getCheckpointsIndeterminate() {
        return metrics.value(Metric.INDETERMINATE);
    }

    @Override
    public long getCheckpointsFenced() {
        return metrics.value(Metric.FENCED);
    }

    @Override
    public long getGroupsSent() {
        return metrics.value(Metric.GROUPS_SENT);
    }

    @Override
    public long getGroupsSkipped() {
        return metrics.value(Metric.GROUPS_SKIPPED);
    }

    @Override
    public long getSentBytes() {
        return metrics.value(Metric.SENT);
    }

    @Override
    public long getSessionsRecovered() {
        return metrics.value(Metric.RECOVERED);
    }

    @Override
    public long getSessionsFetched() {
        return metrics.value(Metric.FETCHED);
    }

    @Override
    public long getSessionsLost() {
        return metrics.value(Metric.LOST);
    }

    @Override
    public double getCommitSecondsP50() {
        return metrics.quantile(Metric.COMMIT, 0.5);
    }

    @Override
    public double getCommitSecondsP99() {
        return metrics.quantile(Metric.COMMIT, 0.99);
    }
}
