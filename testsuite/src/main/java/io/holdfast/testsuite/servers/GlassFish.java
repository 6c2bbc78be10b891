// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * GlassFish: two domains, each prepared by the commands of the guide. It has no data grid: the reference EAR and the
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
                members.add(start(server, number, base));
            }
            ServerMember victim = members.get(0);
            ServerMember survivor = members.get(1);
            Watch watch = new Watch(site);
            // One member a server, although two applications in it use it
            watch.awaitMembers(members, "g1", "g2");
            try (Customers shop = new Customers(NAME, "shop", site.carts(CARTS), members, 1)) {
                watch.awaitProtected(survivor, "shop", 1);
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
            List<Path> logs = ServerLog.in(server.root(), 2);
            ServerLog.judge(NAME, logs, findings);
            ServerLog.judgeMembers(logs, 1, findings);
        }
    }

    private static ServerMember start(AppServer server, int number, int base) {
        String domain = "domain" + number;
        String name = "g" + number;
        UnaryOperator<String> another = word -> word.replaceAll("^domain1$", domain)
                .replaceAll("=g1$", "=" + name + ":-Dholdfast.grid.cluster=" + NAME);
        server.createDomain(domain, base);
        server.asInTheGuide(Guide.Block.GLASSFISH_DOMAIN, another);
        server.asInTheGuide(Guide.Block.GLASSFISH_APPLICATIONS, UnaryOperator.identity());
        ServerMember member = new ServerMember(name, AppServer.httpPort(base), server.domain(domain));
        Answer.await(member, "/shop/api/member");
        return member;
    }
}
