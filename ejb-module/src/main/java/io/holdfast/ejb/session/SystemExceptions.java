// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.ejb.ApplicationException;
import java.rmi.RemoteException;

/** Tells system exceptions from application exceptions (Jakarta Enterprise Beans 4.0, chapter 9). */
final class SystemExceptions {

    private SystemExceptions() {}

    /** Whether the container destroys a stateful bean that throws this. */
    static boolean destroysTheBean(Throwable thrown) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            ApplicationException annotation = type.getAnnotation(ApplicationException.class);
            if (annotation != null && (type == thrown.getClass() || annotation.inherited())) {
                return false;
            }
        }
        return thrown instanceof RuntimeException || thrown instanceof RemoteException || thrown instanceof Error;
    }
}
