// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

import io.holdfast.shop.catalogue.Catalogue;
import io.holdfast.shop.catalogue.Category;
import io.holdfast.shop.catalogue.Product;
import io.holdfast.shop.catalogue.ProductPage;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The catalogue, a page at a time. */
@Path("catalogue")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueResource {

    private static final int MAX_PAGE = 1_000_000;
    private static final int MAX_SIZE = 100;

    @Inject
    private Catalogue catalogue;

    /**
     * Searches.
     *
     * @param text words that must occur
     * @param category an exact category
     * @param page counted from 0
     * @param size products on a page, 1 to 100
     */
    @GET
    public JsonObject search(
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("category") @DefaultValue("") String category,
            @QueryParam("page") @DefaultValue("0") String page,
            @QueryParam("size") @DefaultValue("20") String size) {
        ProductPage found =
                catalogue.search(text, category, number("page", page, 0, MAX_PAGE), number("size", size, 1, MAX_SIZE));
        JsonArrayBuilder products = Json.createArrayBuilder();
        found.products().forEach(product -> products.add(json(product)));
        return Json.createObjectBuilder()
                .add("total", found.total())
                .add("products", products)
                .build();
    }

    /** The categories in the order of the catalogue. */
    @GET
    @Path("categories")
    public JsonArray categories() {
        JsonArrayBuilder categories = Json.createArrayBuilder();
        for (Category category : catalogue.categories()) {
            categories.add(
                    Json.createObjectBuilder().add("name", category.name()).add("products", category.products()));
        }
        return categories.build();
    }

    private static JsonObjectBuilder json(Product product) {
        return Json.createObjectBuilder()
                .add("sku", product.sku())
                .add("name", product.name())
                .add("category", product.category())
                .add("price", product.price().toPlainString())
                .add("description", product.description());
    }

    /** Not an int parameter: for a text that is no number JAX-RS would answer 404, which says nothing. */
    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number out of bounds is
        }
        throw new BadRequest("HF5404", name + " is '" + text + "'; it must be " + least + " to " + most + ".");
    }
}
