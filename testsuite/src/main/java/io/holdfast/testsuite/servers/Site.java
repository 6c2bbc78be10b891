// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.ClusterPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where everything is.
 *
 * @param home the root of the project
 * @param directory of this run
 * @param password of the console
 * @param isShort whether a quarter of the customers is enough
 */
record Site(Path home, Path directory, String password, boolean isShort) {

    static final String USER = "tester";

    /** How many carts there are where that many are usual. */
    int carts(int usual) {
        return isShort ? usual / 4 : usual;
    }

    Path target() {
        return home.resolve("testsuite").resolve("target");
    }

    /** A WAR of this build. */
    Path war(String name) {
        return target().resolve("wars").resolve(name + ".war");
    }

    /** A server's distribution, unpacked; or something else that the build put beside it. */
    Path server(String name) {
        return target().resolve("servers").resolve(name);
    }

    /** A file that users are given. */
    Path config(String first, String... more) {
        return home.resolve("hazelcast-config").resolve(Path.of(first, more)).toAbsolutePath();
    }

    /** The console's login, as a server is told it: other users of the machine do not see an environment. */
    Map<String, String> environment() {
        return Map.of("HOLDFAST_CONSOLE_USER", USER, "HOLDFAST_CONSOLE_PASSWORD", password);
    }

    /** Payara Micro members on this machine. */
    ClusterPlan micro(int members, String name, List<Path> wars) {
        ClusterPlan plan = new ClusterPlan(
                        members,
                        target().resolve("payara-micro.jar"),
                        directory.resolve(name),
                        "/shop/api/member",
                        wars)
                .payaraOptions(
                        "--hzconfigfile",
                        config("config", "hazelcast-payara-micro-one-host.xml").toString());
        environment().forEach(plan::environment);
        return plan;
    }
}
