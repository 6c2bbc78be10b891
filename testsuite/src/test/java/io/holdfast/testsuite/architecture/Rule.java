// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * A rule of the architecture.
 *
 * @param text what it says, for the reports of tests
 * @param under the rule for the packages below a root: the real one, or that of the fixtures
 * @param offenders fixtures that it must find guilty, named below the root of the fixtures
 */
record Rule(String text, Function<String, ArchRule> under, List<String> offenders) {

    static Rule of(String text, Function<String, ArchRule> under, String... offenders) {
        return new Rule(text, under, List.of(offenders));
    }

    @Override
    public String toString() {
        return text;
    }
}
