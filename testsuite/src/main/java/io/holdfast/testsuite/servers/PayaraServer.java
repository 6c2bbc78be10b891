// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Payara Server: a domain with two instances in a deployment group, made by the script that users are given. The
 * reference EAR runs everywhere, the shop in the group, and beside it for a while the same shop as another application
 * that tolerates less.
 */
final class PayaraServer {

    private static final String NAME = "payara-server";
    private static final int CARTS = 40;

    /** What asadmin says when it has made an instance. */
    private static final Pattern PORT = Pattern.compile("^HTTP_LISTENER_PORT=(\\d+)", Pattern.MULTILINE);

    private PayaraServer() {}

    static void run(Site site, Findings findings) {
        try (AppServer server = new AppServer(site, "payara6")) {
            int base = AppServer.freeBase(0);
            server.startDomain("domain1", base);
            List<Integer> ports = PORT.matcher(server.script(site.config("asadmin", "payara-server.asadmin")))
                    .results()
                    .map(port -> Integer.valueOf(port.group(1)))
                    .toList();
            server.asadmin("restart-domain", "domain1");
            Path market = Wars.with(
                    site.war("shop"),
                    site.directory().resolve("market.war"),
                    Map.of(
                            "WEB-INF/classes/META-INF/microprofile-config.properties",
                            "holdfast.tolerate=1\nholdfast.manifest.backups=2\n"));
            server.asadmin(
                    "deploy", "--target", "server", site.server("holdfast.ear").toString());
            server.asadmin("create-application-ref", "--target", "shop", "holdfast");
            server.asadmin("deploy", "--target", "shop", site.war("shop").toString());
            server.asadmin("deploy", "--target", "shop", market.toString());
            server.asadmin("start-deployment-group", "shop");
            ServerMember domain = new ServerMember("server", AppServer.httpPort(base), server.domain("domain1"));
            List<ServerMember> instances = List.of(
                    new ServerMember("i1", ports.get(0), server.instance("i1")),
                    new ServerMember("i2", ports.get(1), server.instance("i2")));
            instances.forEach(instance -> instance.awaitReady("/shop/api/member"));
            instances.forEach(instance -> instance.awaitReady("/market/api/member"));
            fail(site, findings, server, domain, instances);
            ServerLog.judge(NAME, server.root(), 3, findings);
        }
    }

    private static void fail(
            Site site, Findings findings, AppServer server, Member domain, List<ServerMember> instances) {
        Watch watch = new Watch(site);
        watch.awaitMembers(List.of(domain, instances.get(0), instances.get(1)), Set.of("server", "i1", "i2"));
        try (Customers shop = new Customers(NAME, "shop", CARTS, instances, 1)) {
            try (Customers market = new Customers(NAME + ".second", "market", CARTS / 2, instances, 2)) {
                market.judge(findings);
            }
            server.asadmin("undeploy", "--target", "shop", "market");
            shop.awaitProgress();
            Member victim = instances.get(0);
            watch.kill(victim, domain, NAME, findings);
            shop.awaitProgress();
            shop.judge(findings);
        }
    }
}
