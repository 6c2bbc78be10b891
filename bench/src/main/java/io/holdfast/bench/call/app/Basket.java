// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call.app;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What both beans do; one of them is stored by Holdfast, the other one by the server. */
public abstract class Basket implements Serializable {

    private static final long serialVersionUID = 1L;

    private final List<LineItem> items = new ArrayList<>();

    /** For the beans. */
    protected Basket() {}

    /** Puts so many items into it. */
    public int fill(int count) {
        items.clear();
        for (int number = 0; number < count; number++) {
            items.add(new LineItem(number));
        }
        return items.size();
    }

    /** Changes one item; answers how often that one was changed. */
    public int change(int number) {
        return items.get(number % items.size()).more();
    }
}
