// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.capture.BeanFields;
import jakarta.ejb.Stateful;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.ProcessBean;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Adds the scope, collects the beans in it, and refuses at deployment what could not be recovered later. */
public class CheckpointExtension implements Extension {

    private static final Logger LOG = Logger.getLogger("io.holdfast");

    private final Set<Bean<?>> beans = ConcurrentHashMap.newKeySet();

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
            for (Field field : BeanFields.of(type)) {
                if (!canBeCaptured(field.getType())) {
                    event.addDefinitionError(
                            new DefinitionException(
                                    "HF3010 field " + field.getName() + " of bean " + type.getName() + " is a "
                                            + field.getType().getName()
                                            + ", which is not serializable: its state would be lost with the member. Make the type Serializable, or the field transient or injected"));
                }
            }
            Stateful stateful = event.getAnnotated().getAnnotation(Stateful.class);
            if (stateful != null && stateful.passivationCapable()) {
                LOG.log(
                        Level.WARNING,
                        "HF3020 bean {0} is passivation capable: where the server''s own availability for stateful beans is on, as by default in Payara Micro, it stores the same state a second time. Write @Stateful(passivationCapable = false)",
                        type.getName());
            }
        } else if (scoped || checkpointed) {
            event.addDefinitionError(new DefinitionException("HF3012 bean " + type.getName() + " has "
                    + (scoped ? "@CheckpointScoped without @Checkpointed" : "@Checkpointed without @CheckpointScoped")
                    + "; a bean whose state shall survive needs both"));
        }
    }

    void validated(@Observes AfterDeploymentValidation event) {
        LOG.log(Level.FINE, "HF3002 {0} checkpointed beans", beans.size());
    }

    /** The beans in the scope. */
    public List<Bean<?>> beans() {
        return List.copyOf(beans);
    }

    /** An interface or an open class may hold serializable values; whether they are shows when they are captured. */
    private static boolean canBeCaptured(Class<?> type) {
        Class<?> plain = type;
        while (plain.isArray()) {
            plain = plain.getComponentType();
        }
        boolean open = plain.isInterface() || (!Modifier.isFinal(plain.getModifiers()) && !plain.isRecord());
        return plain.isPrimitive() || Serializable.class.isAssignableFrom(plain) || (open && mayBeSerializable(plain));
    }

    /** Only what the application or Object leaves open: a concrete class that is not serializable is a mistake. */
    private static boolean mayBeSerializable(Class<?> type) {
        return type.isInterface() || Modifier.isAbstract(type.getModifiers()) || type == Object.class;
    }
}
