// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call.holdfast;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** One business call a request. */
@Path("basket")
@RequestScoped
public class HoldfastResource {

    @Inject
    private HoldfastBasket basket;

    /** Touches no session. */
    @GET
    public String ready() {
        return "ready";
    }

    /** Fills the basket. */
    @POST
    @Path("fill")
    public int fill(@QueryParam("items") int items) {
        return basket.fill(items);
    }

    /** Changes one item of it. */
    @POST
    @Path("change")
    public int change(@QueryParam("item") int item) {
        return basket.change(item);
    }
}
