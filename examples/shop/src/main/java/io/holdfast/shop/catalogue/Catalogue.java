// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The products of the shop, in memory. Immutable once the application has started, so threads share it freely. */
@ApplicationScoped
public class Catalogue {

    private static final Logger LOG = System.getLogger(Catalogue.class.getName());

    private Map<String, Product> products = Map.of();

    /** For the container, which then calls {@link #load()}: its client proxies run this constructor too. */
    public Catalogue() {}

    /**
     * A catalogue of these products.
     *
     * @param products with distinct SKUs, in the order in which they are shown
     */
    public Catalogue(List<Product> products) {
        stock(products);
    }

    @PostConstruct
    void load() {
        stock(CatalogueFile.packaged());
    }

    /** Makes a broken file fail the deployment and not the first visitor. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
        LOG.log(Level.INFO, "HF5400 the catalogue holds {0} products", products.size());
    }

    private void stock(List<Product> list) {
        Map<String, Product> bySku = new LinkedHashMap<>();
        list.forEach(product -> bySku.put(product.sku(), product));
        products = bySku;
    }

    /**
     * The product with this SKU.
     *
     * @param sku may be null, which no product has
     */
    public Optional<Product> find(String sku) {
        return Optional.ofNullable(products.get(sku));
    }

    /** The categories in the order of the catalogue, with the number of their products. */
    public List<Category> categories() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        products.values().forEach(product -> counts.merge(product.category(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> new Category(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * Searches. Every word must occur in SKU, name, category or description, in any case; products with all the words
     * in their name come first. Looks at each product once: for hundreds of products an index would not be felt.
     *
     * @param text the words; blank finds all
     * @param category the exact name of a category; blank for any
     * @param page counted from 0
     * @param size products on a page, above 0
     */
    public ProductPage search(String text, String category, int page, int size) {
        List<String> words = Stream.of(lower(text).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        List<Product> named = new ArrayList<>();
        List<Product> described = new ArrayList<>();
        for (Product product : products.values()) {
            if (!category.isBlank() && !category.equals(product.category())) {
                continue;
            }
            if (containsAll(product.name(), words)) {
                named.add(product);
            } else if (containsAll(
                    product.sku() + ' ' + product.name() + ' ' + product.category() + ' ' + product.description(),
                    words)) {
                described.add(product);
            }
        }
        List<Product> found = Stream.concat(named.stream(), described.stream()).toList();
        long first = Math.min((long) page * size, found.size());
        long end = Math.min(first + size, found.size());
        return new ProductPage(found.size(), found.subList((int) first, (int) end));
    }

    private static boolean containsAll(String text, List<String> words) {
        String lower = lower(text);
        return words.stream().allMatch(lower::contains);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
