// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.ejb.capture.BeanCapture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A bean into bytes and back: with each codec of Holdfast, and with Java serialization as it is. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CaptureBench {

    private final BeanCapture fory = CaptureSet.capture("fory", Basket.class);
    private final BeanCapture java = CaptureSet.capture("java", Basket.class);
    private final Basket basket = new Basket();
    private byte[] ofFory;
    private byte[] ofJava;
    private byte[] plain;

    /** Checks that all of them bring the same back. */
    @Setup
    public void capture() throws Exception {
        ofFory = fory.capture(basket);
        ofJava = java.capture(basket);
        plain = plain(basket);
        for (Basket restored : new Basket[] {foryRestore(), javaRestore(), plainRestore()}) {
            if (!restored.toString().equals(basket.toString())) {
                throw new IllegalStateException(restored + " is not " + basket);
            }
        }
    }

    /** The default. */
    @Benchmark
    public byte[] foryCapture() {
        basket.change();
        return fory.capture(basket);
    }

    /** Java serialization with the allow-list. */
    @Benchmark
    public byte[] javaCapture() {
        basket.change();
        return java.capture(basket);
    }

    /** Java serialization of the same bean, without anything. */
    @Benchmark
    public byte[] plainCapture() throws IOException {
        basket.change();
        return plain(basket);
    }

    static byte[] plain(Object bean) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(bean);
        }
        return bytes.toByteArray();
    }

    /** The default. */
    @Benchmark
    public Basket foryRestore() {
        Basket restored = new Basket();
        fory.restore(restored, ofFory);
        return restored;
    }

    /** Java serialization with the filter. */
    @Benchmark
    public Basket javaRestore() {
        Basket restored = new Basket();
        java.restore(restored, ofJava);
        return restored;
    }

    /** Java serialization without any. */
    @Benchmark
    public Basket plainRestore() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(plain))) {
            return (Basket) in.readObject();
        }
    }
}
