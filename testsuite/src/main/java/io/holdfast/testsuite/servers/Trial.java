// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import java.util.List;

/** One way to deploy Holdfast, tried for real. */
enum Trial {
    PAYARA_MICRO("payara-micro"),
    PAYARA_SERVER("payara-server"),
    GLASSFISH("glassfish"),
    BALANCER("balancer");

    private final String word;

    Trial(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Does it. Everything that it starts is gone when this returns. */
    void run(Site site, Findings findings) {
        switch (this) {
            case PAYARA_MICRO -> PayaraMicro.run(site, findings);
            case PAYARA_SERVER -> PayaraServer.run(site, findings);
            case GLASSFISH -> GlassFish.run(site, findings);
            case BALANCER -> Balancer.run(site, findings);
        }
    }

    static List<String> words() {
        return List.of(values()).stream().map(Trial::word).toList();
    }
}
