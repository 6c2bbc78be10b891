// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

/**
 * The usual way to compute parity in Java: byte by byte, with a table of products for each factor. The peer that the
 * word-parallel loops are compared with; same code (powers of 1, 2, 4 in GF(2^8), polynomial 0x11D).
 */
final class TableCode {

    private final byte[][][] products;

    TableCode(int data, int parity) {
        products = new byte[parity][data][256];
        for (int row = 0; row < parity; row++) {
            int factor = 1;
            for (int i = 0; i < data; i++) {
                for (int x = 0; x < 256; x++) {
                    products[row][i][x] = (byte) multiply(factor, x);
                }
                factor = multiply(factor, 1 << row);
            }
        }
    }

    void encode(byte[][] data, byte[][] parity) {
        for (int row = 0; row < parity.length; row++) {
            byte[] out = parity[row];
            byte[] first = products[row][0];
            byte[] in = data[0];
            for (int at = 0; at < out.length; at++) {
                out[at] = first[in[at] & 0xff];
            }
            for (int i = 1; i < data.length; i++) {
                byte[] table = products[row][i];
                byte[] shard = data[i];
                for (int at = 0; at < out.length; at++) {
                    out[at] ^= table[shard[at] & 0xff];
                }
            }
        }
    }

    private static int multiply(int a, int b) {
        int product = 0;
        for (int x = a, y = b; y != 0; y >>= 1, x = (x << 1) ^ ((x & 0x80) == 0 ? 0 : 0x11D)) {
            if ((y & 1) != 0) {
                product ^= x;
            }
        }
        return product;
    }
}
