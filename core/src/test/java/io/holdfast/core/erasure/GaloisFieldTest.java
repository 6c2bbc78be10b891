// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The field axioms, by brute force, and the word-parallel operations against them. */
final class GaloisFieldTest {
    @Test
    void multiplicationIsBitwiseMultiplication() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                assertThat(GaloisField.multiply(a, b)).isEqualTo(BitwiseCode.multiply(a, b));
            }
        }
    }

    @Test
    void multiplicationCommutesAndHasOneAndZero() {
        for (int a = 0; a < 256; a++) {
            assertThat(GaloisField.multiply(a, 1)).isEqualTo(a);
            assertThat(GaloisField.multiply(a, 0)).isZero();
            for (int b = 0; b < 256; b++) {
                assertThat(GaloisField.multiply(a, b)).isEqualTo(GaloisField.multiply(b, a));
            }
        }
    }

    @Test
    void multiplicationAssociatesAndDistributesOverTheSum() {
        int wrong = 0;
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                int ab = GaloisField.multiply(a, b);
                for (int c = 0; c < 256; c++) {
                    int bc = GaloisField.multiply(b, c);
                    boolean associates = GaloisField.multiply(ab, c) == GaloisField.multiply(a, bc);
                    boolean distributes = GaloisField.multiply(a, b ^ c) == (ab ^ GaloisField.multiply(a, c));
                    wrong += associates && distributes ? 0 : 1;
                }
            }
        }
        assertThat(wrong).as("triples that break an axiom").isZero();
    }

    @Test
    void divisionUndoesMultiplication() {
        for (int a = 0; a < 256; a++) {
            for (int b = 1; b < 256; b++) {
                assertThat(GaloisField.divide(GaloisField.multiply(a, b), b)).isEqualTo(a);
            }
        }
        assertThatThrownBy(() -> GaloisField.divide(1, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void twoHas255DifferentPowers() {
        Set<Integer> powers = new HashSet<>();
        for (int exponent = 0; exponent < 255; exponent++) {
            assertThat(GaloisField.powerOfTwo(exponent)).isEqualTo(BitwiseCode.power(2, exponent));
            powers.add(GaloisField.powerOfTwo(exponent));
        }
        assertThat(powers).hasSize(255).doesNotContain(0);
        assertThat(GaloisField.powerOfTwo(255)).isEqualTo(1);
    }

    @Test
    void upToFourHighBitsAreReducedInEachByteByItself() {
        for (int low = 0; low < 256; low++) {
            for (int high = 0; high < 16; high++) {
                long expected = alternating(
                        low ^ BitwiseCode.multiply(high, 0x1D), high ^ BitwiseCode.multiply(low & 15, 0x1D));
                assertThat(Lanes.reduce(alternating(low, high), alternating(high, low & 15)))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void wordsAreMultipliedByEveryFactor() {
        long[] elements = new long[256];
        for (int i = 0; i < 256; i++) {
            elements[i] = alternating(i, 255 - i);
        }
        for (int factor = 0; factor < 256; factor++) {
            long[] products = elements.clone();
            Factor.of(factor).multiply(products, 0, 256);
            for (int i = 0; i < 256; i++) {
                assertThat(products[i]).as("%d times %d", factor, i).isEqualTo(product(factor, i, 255 - i));
            }
        }
    }

    private static long alternating(int low, int high) {
        return low * 0x0001000100010001L | high * 0x0100010001000100L;
    }

    private static long product(int factor, int low, int high) {
        return alternating(BitwiseCode.multiply(factor, low), BitwiseCode.multiply(factor, high));
    }
}
