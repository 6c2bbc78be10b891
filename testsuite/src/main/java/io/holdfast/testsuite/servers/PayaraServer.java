// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Payara Server: a domain with two instances in a deployment group, made by the commands of the guide. The reference EAR
 * runs everywhere, the shop in the group, and beside it another version of the shop as an application of its own that
 * tolerates less, on other members. An instance is killed while people shop in both; then the other application is
 * undeployed while the shop goes on.
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
            server.createDomain("domain1", base);
            String said = server.asInTheGuide(Guide.Block.PAYARA_DOMAIN, UnaryOperator.identity());
            List<Integer> ports = PORT.matcher(said)
                    .results()
                    .map(port -> Integer.valueOf(port.group(1)))
                    .toList();
            server.asInTheGuide(Guide.Block.PAYARA_APPLICATIONS, UnaryOperator.identity());
            ServerMember domain = new ServerMember("server", AppServer.httpPort(base), server.domain("domain1"));
            ServerMember i1 = new ServerMember("i1", ports.get(0), server.instance("i1"));
            ServerMember i2 = new ServerMember("i2", ports.get(1), server.instance("i2"));
            server.asadmin("deploy", "--target", "server", market(site).toString());
            server.asadmin("create-application-ref", "--target", "i1", "market");
            List.of(i1, i2).forEach(instance -> Answer.await(instance, "/shop/api/member"));
            List.of(domain, i1).forEach(instance -> Answer.await(instance, "/market/api/member"));
            fail(site, findings, server, domain, i1, i2);
            List<Path> logs = ServerLog.in(server.root(), 3);
            ServerLog.judge(NAME, logs, findings);
            ServerLog.judgeMembers(logs, 0, findings);
        }
    }

    /** Version 2 of the shop as an application of its own, which tolerates less. */
    private static Path market(Site site) {
        return Wars.with(
                NextShop.make(site),
                site.directory().resolve("market.war"),
                Map.of(
                        "WEB-INF/classes/META-INF/microprofile-config.properties",
                        "holdfast.tolerate=1\nholdfast.manifest.backups=2\n"));
    }

    private static void fail(Site site, Findings findings, AppServer server, Member domain, Member i1, Member i2) {
        Watch watch = new Watch(site);
        watch.awaitMembers(List.of(domain, i1, i2), "server", "i1", "i2");
        try (Customers shop = new Customers(NAME, "shop", site.carts(CARTS), List.of(i1, i2), 1)) {
            try (Customers market =
                    new Customers(NAME + ".second", "market", site.carts(CARTS / 2), List.of(domain, i1), 2)) {
                watch.awaitProtected(domain, "shop", 2);
                watch.awaitProtected(domain, "market", 1);
                watch.kill(i1, domain, NAME, findings);
                shop.awaitProgress();
                market.awaitProgress();
                market.judge(findings);
            }
            server.asadmin("undeploy", "--target", "domain", "market");
            shop.awaitProgress();
            shop.judge(findings);
        }
    }
}
