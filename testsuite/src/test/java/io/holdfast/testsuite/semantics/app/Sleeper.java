// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.NotCheckpointed;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.PostActivate;
import jakarta.ejb.PrePassivate;
import jakarta.ejb.Stateful;

/** Is told of each capture. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed(passivate = true)
public class Sleeper extends Entries {

    private String told = "";

    @PostConstruct
    void constructed() {
        told += "c";
    }

    @PrePassivate
    void passivating() {
        told += "p";
    }

    @PostActivate
    void activated() {
        told += "a";
    }

    /** What it was told, in order. */
    @NotCheckpointed
    public String told() {
        return told;
    }
}
