// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.hazelcast.GridSettings;
import io.holdfast.hazelcast.HazelcastGrid;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What lies in the grid, for everybody to see. Touches no session. */
@Path("grid")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GridResource {

    /** Maps and topics, Payara's own ones among them, by name. */
    @GET
    @Path("objects")
    @SuppressWarnings("BanJNDI") // a constant name, in the server's own naming
    public JsonArray objects() throws NamingException {
        HazelcastInstance hazelcast = InitialContext.doLookup("payara/Hazelcast");
        return Json.createArrayBuilder(hazelcast.getDistributedObjects().stream()
                        .map(DistributedObject::getName)
                        .sorted()
                        .toList())
                .build();
    }

    /** The directory's entries that begin so. */
    @GET
    @Path("directory")
    public JsonObject directory(@QueryParam("prefix") String prefix) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        try (HazelcastGrid grid = HazelcastGrid.join(GridSettings.defaults())) {
            grid.directory().entries(prefix).forEach(json::add);
        }
        return json.build();
    }
}
