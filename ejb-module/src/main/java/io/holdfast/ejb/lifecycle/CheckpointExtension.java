// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import io.holdfast.core.layout.Scheme;
import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.OnRollback;
import io.holdfast.ejb.Checkpointed.Timing;
import io.holdfast.ejb.capture.FieldCheck;
import jakarta.ejb.Stateful;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.AnnotationLiteral;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Adds the scope, collects the beans in it, and refuses at deployment what could not be recovered later. */
public class CheckpointExtension implements Extension {

    private static final Logger LOG = Logger.getLogger("io.holdfast");

    private final Set<Bean<?>> beans = ConcurrentHashMap.newKeySet();
    private final Set<String> problems = ConcurrentHashMap.newKeySet();

    void addScope(@Observes AfterBeanDiscovery event) {
        event.addContext(new CheckpointContext(
                () -> CDI.current().select(HoldfastNode.class).get().node()));
    }

    /** An annotation on a method alone: the interceptor is for the class, so that its state is also restored. */
    <T> void ofMethods(@Observes @WithAnnotations(Checkpointed.class) ProcessAnnotatedType<T> event) {
        AnnotatedType<T> type = event.getAnnotatedType();
        if (!type.isAnnotationPresent(Checkpointed.class)) {
            event.configureAnnotatedType().add(new OfMethods());
        }
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
        boolean plain = Dependent.class.equals(bean.getScope())
                && event.getAnnotated() != null
                && event.getAnnotated().isAnnotationPresent(Stateful.class);
        if (checkpointed && (scoped || plain)) {
            beans.add(bean);
            checkRules(type);
            Stateful stateful = event.getAnnotated().getAnnotation(Stateful.class);
            if (stateful != null && stateful.passivationCapable()) {
                LOG.log(
                        Level.WARNING,
                        "HF3020 bean {0} is passivation capable: where the server''s own availability for stateful beans is on, as by default in Payara Micro, it stores the same state a second time. Write @Stateful(passivationCapable = false)",
                        type.getName());
            }
        } else if (scoped || checkpointed) {
            problems.add(
                    "HF3012 bean " + type.getName() + " has "
                            + (scoped
                                    ? "@CheckpointScoped without @Checkpointed; a bean whose state shall survive needs both"
                                    : "@Checkpointed, but is neither in @CheckpointScoped nor a @Stateful bean without a scope"));
        }
    }

    private void checkRules(Class<?> type) {
        Stream.concat(Stream.of(type), Arrays.stream(type.getMethods()))
                .map(element -> element.getAnnotation(Checkpointed.class))
                .filter(asked -> asked != null)
                .forEach(asked -> {
                    if (asked.onRollback() == OnRollback.RESTORE && asked.timing() == Timing.CALL) {
                        problems.add("HF3013 bean " + type.getName()
                                + " has onRollback = RESTORE with timing = CALL: what is published when a call ends"
                                + " cannot be taken back. Leave out timing");
                    }
                    if (!asked.scheme().isEmpty()) {
                        try {
                            Scheme.parse(asked.scheme());
                        } catch (IllegalArgumentException e) {
                            problems.add("HF3019 bean " + type.getName() + ": " + e.getMessage());
                        }
                    }
                });
    }

    /** All problems of all beans in one report. */
    void validated(@Observes AfterDeploymentValidation event) {
        Set<Class<?>> classes = beans.stream().map(Bean::getBeanClass).collect(Collectors.toSet());
        Set<Class<?>> referable = beans.stream()
                .filter(bean -> CheckpointScoped.class.equals(bean.getScope()))
                .map(Bean::getBeanClass)
                .collect(Collectors.toSet());
        classes.forEach(type -> problems.addAll(FieldCheck.problems(type, referable::contains)));
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

    /** What a class has that has the annotation only on methods. */
    private static final class OfMethods extends AnnotationLiteral<Checkpointed> implements Checkpointed {
        private static final long serialVersionUID = 1L;

        @Override
        public int tolerate() {
            return 0;
        }

        @Override
        public String scheme() {
            return "";
        }

        @Override
        public OnFailure onFailure() {
            return OnFailure.FAIL;
        }

        @Override
        public OnRollback onRollback() {
            return OnRollback.KEEP;
        }

        @Override
        public Timing timing() {
            return Timing.COMMIT;
        }

        @Override
        public boolean passivate() {
            return false;
        }
    }
}
