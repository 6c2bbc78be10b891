// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * GlassFish: two domains, each prepared by the script that users are given. It has no data grid: the reference EAR and the
 * shop's EAR share the one member that Holdfast starts in each server.
 */
final class GlassFish {

    private static final String NAME = "glassfish";
    private static final int CARTS = 40;

    private GlassFish() {}

    static void run(Site site, Findings findings) {
        try (AppServer server = new AppServer(site, "glassfish7")) {
            List<ServerMember> members = new ArrayList<>();
            int base = 0;
            for (int number = 1; number <= 2; number++) {
                base = AppServer.freeBase(base);
                members.add(start(site, server, number, base));
            }
            ServerMember victim = members.get(0);
            ServerMember survivor = members.get(1);
            Watch watch = new Watch(site);
            watch.awaitMembers(members, Set.of("g1", "g2"));
            try (Customers shop = new Customers(NAME, "shop", CARTS, members, 1)) {
                // With two members a session that is just moving has no copy beside the one that moves
                shop.stay();
                watch.kill(victim, survivor, NAME, findings);
                shop.awaitProgress();
                // One of those that share the member goes, and the other one goes on
                server.asadmin("undeploy", "holdfast");
                shop.awaitProgress();
                shop.judge(findings);
            }
            server.asadmin("undeploy", "shop");
            if (!survivor.alive()) {
                throw new CommandException("HF5260", "The server ended when its applications were undeployed.");
            }
            ServerLog.judge(NAME, server.root(), 2, findings);
        }
    }

    private static ServerMember start(Site site, AppServer server, int number, int base) {
        String domain = "domain" + number;
        server.startDomain(domain, base);
        server.script(site.config("asadmin", "glassfish.asadmin"));
        server.asadmin("create-jvm-options", "-Dholdfast.member.name=g" + number + ":-Dholdfast.grid.cluster=" + NAME);
        server.asadmin("restart-domain", domain);
        server.asadmin("deploy", site.server("holdfast.ear").toString());
        server.asadmin("deploy", site.server("shop.ear").toString());
        ServerMember member = new ServerMember("g" + number, AppServer.httpPort(base), server.domain(domain));
        member.awaitReady("/shop/api/member");
        return member;
    }
}
