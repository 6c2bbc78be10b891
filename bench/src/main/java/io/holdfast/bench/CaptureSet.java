// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.ejb.capture.BeanCapture;
import io.holdfast.ejb.capture.BeanReferences;
import io.holdfast.ejb.capture.Codecs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What it costs to turn a bean into bytes and back, how many they are, and what an insertion at the front changes. */
final class CaptureSet implements BenchmarkSet {

    private static final String PLACE = "capture.16KiB";

    /** A bean with nothing but a list. */
    static final class Shop {
        private final List<Cart.Item> items;

        Shop(List<Cart.Item> items) {
            this.items = items;
        }

        List<Cart.Item> items() {
            return items;
        }
    }

    static BeanCapture capture(String codec, Class<?> bean) {
        BeanReferences none = new BeanReferences() {
            @Override
            public Optional<String> nameOf(Object value) {
                return Optional.empty();
            }

            @Override
            public Optional<Object> proxy(String name) {
                return Optional.empty();
            }
        };
        return new BeanCapture(bean, List.of(), new Codecs(codec, CaptureSet.class.getClassLoader()), none);
    }

    @Override
    public void run(Effort effort, Results results) throws Exception {
        Basket basket = new Basket();
        results.put(PLACE, "plain_bytes", CaptureBench.plain(basket).length);
        results.put(PLACE, "java_bytes", capture("java", Basket.class).capture(basket).length);
        results.put(PLACE, "fory_bytes", capture("fory", Basket.class).capture(basket).length);
        time(effort, results);
        for (String codec : List.of("java", "fory")) {
            inserted(codec, false, results);
            inserted(codec, true, results);
        }
    }

    private static void time(Effort effort, Results results) throws Exception {
        TimeValue round = TimeValue.milliseconds(effort.choose(10, 300, 500));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + CaptureBench.class.getSimpleName() + "\\.")
                .forks(effort.choose(0, 1, 3))
                .warmupIterations(effort.choose(1, 10, 20))
                .measurementIterations(effort.choose(1, 5, 10))
                .warmupTime(round)
                .measurementTime(round)
                .verbosity(effort.choose(VerboseMode.SILENT, VerboseMode.NORMAL, VerboseMode.NORMAL));
        for (RunResult run : new Runner(options.build()).run()) {
            String label = run.getPrimaryResult().getLabel();
            String kind =
                    label.replaceAll("Capture$|Restore$", "") + (label.endsWith("Restore") ? "_restore_us" : "_us");
            results.put(PLACE, kind, run.getPrimaryResult().getScore() / 1_000);
        }
        results.put(PLACE, "speedup", results.get(PLACE + ".plain_us") / results.get(PLACE + ".fory_us"));
        results.put(
                PLACE,
                "restore_speedup",
                results.get(PLACE + ".plain_restore_us") / results.get(PLACE + ".fory_restore_us"));
    }

    /** A 1 MiB bean gets one more item at the front: how much of it is sent again. */
    private static void inserted(String codec, boolean sharing, Results results) throws IOException {
        BeanCapture capture = capture(codec, Shop.class);
        Cart cart = new Cart(1 << 20, sharing, items -> capture.capture(new Shop(items)));
        try (Capture session = new Capture()) {
            byte[] before = capture.capture(new Shop(cart.items()));
            session.commit(before);
            cart.insertFirst();
            long sent = session.commit(capture.capture(new Shop(cart.items())));
            results.put(
                    "capture.1MiB.inserted_first_" + codec + (sharing ? "_shared" : ""),
                    "sent",
                    (double) sent / before.length);
        }
    }
}
