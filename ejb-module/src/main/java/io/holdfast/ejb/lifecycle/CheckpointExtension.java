// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.capture.FieldCheck;
import jakarta.ejb.Stateful;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.ProcessBean;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Adds the scope, collects the beans in it, and refuses at deployment what could not be recovered later. */
public class CheckpointExtension implements Extension {

    private static final Logger LOG = Logger.getLogger("io.holdfast");

    private final Set<Bean<?>> beans = ConcurrentHashMap.newKeySet();
    private final Set<String> problems = ConcurrentHashMap.newKeySet();

    void addScope(@Observes AfterBeanDiscovery event) {
        event.addContext(new CheckpointContext());
    }

    void collect(@Observes ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        Class<?> type = bean.getBeanClass();
        if (bean instanceof Interceptor) {
            return;
        }
        boolean scoped = CheckpointScoped.class.equals(bean.getScope());
        boolean checkpointed =
                event.getAnnotated() != null && event.getAnnotated().isAnnotationPresent(Checkpointed.class);
        if (scoped && checkpointed) {
            beans.add(bean);
            Stateful stateful = event.getAnnotated().getAnnotation(Stateful.class);
            if (stateful != null && stateful.passivationCapable()) {
                LOG.log(
                        Level.WARNING,
                        "HF3020 bean {0} is passivation capable: where the server''s own availability for stateful beans is on, as by default in Payara Micro, it stores the same state a second time. Write @Stateful(passivationCapable = false)",
                        type.getName());
            }
        } else if (scoped || checkpointed) {
            problems.add("HF3012 bean " + type.getName() + " has "
                    + (scoped ? "@CheckpointScoped without @Checkpointed" : "@Checkpointed without @CheckpointScoped")
                    + "; a bean whose state shall survive needs both");
        }
    }

    /** All problems of all beans in one report. */
    void validated(@Observes AfterDeploymentValidation event) {
        Set<Class<?>> classes = beans.stream().map(Bean::getBeanClass).collect(Collectors.toSet());
        classes.forEach(type -> problems.addAll(FieldCheck.problems(type, classes::contains)));
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(new DeploymentException(
                    problems.stream().sorted().collect(Collectors.joining(System.lineSeparator()))));
        }
        LOG.log(Level.FINE, "HF3002 {0} checkpointed beans", beans.size());
    }

    /** The beans in the scope. */
    public List<Bean<?>> beans() {
        return List.copyOf(beans);
    }
}
