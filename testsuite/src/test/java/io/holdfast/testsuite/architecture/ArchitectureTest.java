// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the architecture, and proves of each rule that it would notice: a fixture breaks it. */
final class ArchitectureTest {

    private static final String ROOT = "io.holdfast";
    private static final String FIXTURES = "io.holdfast.testsuite.fixture";

    private static JavaClasses modules;
    private static JavaClasses fixtures;

    @BeforeAll
    static void read() {
        modules = Modules.compiled();
        fixtures = new ClassFileImporter().importPackages(FIXTURES);
    }

    @ParameterizedTest
    @MethodSource("io.holdfast.testsuite.architecture.Rules#all")
    void theProjectKeepsTheRule(Rule rule) {
        rule.under().apply(ROOT).check(modules);
    }

    @ParameterizedTest
    @MethodSource("io.holdfast.testsuite.architecture.Rules#all")
    void aFixtureThatBreaksTheRuleIsFound(Rule rule) {
        List<String> complaints = rule.under()
                .apply(FIXTURES)
                .evaluate(fixtures)
                .getFailureReport()
                .getDetails();

        assertThat(rule.offenders()).isNotEmpty().allSatisfy(offender -> assertThat(complaints)
                .anySatisfy(complaint -> assertThat(complaint).contains(FIXTURES + '.' + offender)));
    }
}
