// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ejb.CheckpointFailedException;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.EJBException;
import java.io.IOException;
import java.rmi.RemoteException;
import org.junit.jupiter.api.Test;

class SystemExceptionsTest {

    @ApplicationException
    static class Declared extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static class Inherits extends Declared {
        private static final long serialVersionUID = 1L;
    }

    @ApplicationException(inherited = false)
    static class Alone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static class DoesNotInherit extends Alone {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void checkedAndDeclaredExceptionsLeaveTheBean() {
        assertThat(SystemExceptions.destroysTheBean(new IOException())).isFalse();
        assertThat(SystemExceptions.destroysTheBean(new Declared())).isFalse();
        assertThat(SystemExceptions.destroysTheBean(new Inherits())).isFalse();
        assertThat(SystemExceptions.destroysTheBean(new Alone())).isFalse();
    }

    @Test
    void othersDestroyIt() {
        assertThat(SystemExceptions.destroysTheBean(new IllegalStateException()))
                .isTrue();
        assertThat(SystemExceptions.destroysTheBean(new EJBException())).isTrue();
        assertThat(SystemExceptions.destroysTheBean(new RemoteException())).isTrue();
        assertThat(SystemExceptions.destroysTheBean(new DoesNotInherit())).isTrue();
    }

    @Test
    void aCheckpointThatFailsNeverDestroysTheBean() {
        assertThat(SystemExceptions.destroysTheBean(new CheckpointFailedException("HF0000 x", null)))
                .isFalse();
    }
}
