// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.redeploy.bad;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.ejb.Stateful;
import java.util.Scanner;

/** Another one with one. */
@Stateful
@CheckpointScoped
@Checkpointed
public class Half {

    private Object[] open = {};
    private Scanner process;

    /** Answers. */
    public int number() {
        return open.length + (process == null ? 0 : 1);
    }
}
