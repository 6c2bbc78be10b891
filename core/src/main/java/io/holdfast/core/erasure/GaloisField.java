// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * Single elements of GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1 (0x11D), in which 2 generates all 255
 * non-zero elements.
 *
 * <p>For the few coefficients of one reconstruction, not for data: the loops over data work on whole words
 * ({@link Lanes}) and use no tables.
 */
final class GaloisField {
    private static final int POLYNOMIAL = 0x11D;
    private static final int ORDER = 255;
    private static final int[] POWER = new int[ORDER];
    private static final int[] LOGARITHM = new int[ORDER + 1];

    static {
        int element = 1;
        for (int exponent = 0; exponent < ORDER; exponent++) {
            POWER[exponent] = element;
            LOGARITHM[element] = exponent;
            element <<= 1;
            if (element > 0xFF) {
                element ^= POLYNOMIAL;
            }
        }
    }

    private GaloisField() {}

    /** 2 to the power of any exponent that is not negative. */
    static int powerOfTwo(int exponent) {
        return POWER[exponent % ORDER];
    }

    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : POWER[(LOGARITHM[a] + LOGARITHM[b]) % ORDER];
    }

    static int divide(int a, int b) {
        if (b == 0) {
            throw new ArithmeticException("division of " + a + " by 0 in GF(2^8)");
        }
        return a == 0 ? 0 : POWER[(LOGARITHM[a] + ORDER - LOGARITHM[b]) % ORDER];
    }
}
