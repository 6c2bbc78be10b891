// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import java.util.random.RandomGenerator;

/** Text that looks like words and is the same for the same seed. */
public final class Words {

    private static final String CONSONANTS = "bcdfghjklmnprstvwz";
    private static final String VOWELS = "aeiou";

    private Words() {}

    /** A text of exactly so many characters, all of them ASCII. */
    public static String text(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length + 12);
        while (text.length() < length) {
            for (int syllables = random.nextInt(1, 5); syllables > 0; syllables--) {
                text.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
                text.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
            }
            text.append(' ');
        }
        text.setLength(length);
        return text.toString();
    }
}
