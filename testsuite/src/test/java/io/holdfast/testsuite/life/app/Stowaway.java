// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import java.io.Serializable;

/** Serializable, but named by no field of the bean: after a failover it would be refused. */
public final class Stowaway implements Serializable {

    private static final long serialVersionUID = 1L;
}
