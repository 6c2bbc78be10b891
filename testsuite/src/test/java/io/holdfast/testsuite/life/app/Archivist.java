// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import jakarta.ejb.Stateless;

/** A collaborator that is an enterprise bean. */
@Stateless
public class Archivist {

    /** Answers. */
    public String stamp(String text) {
        return text.length() + ":" + text;
    }
}
