// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the modules and the packages of core may know of each other and of the world. */
final class Rules {

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl)");

    /** What Hazelcast would have to load on another member, where no class of ours is. */
    private static final List<String> TRAVELLERS = List.of(
            "com.hazelcast.map.EntryProcessor",
            "com.hazelcast.query.Predicate",
            "com.hazelcast.aggregation.Aggregator",
            "com.hazelcast.projection.Projection",
            "com.hazelcast.nio.serialization.DataSerializable",
            "com.hazelcast.nio.serialization.Portable",
            "com.hazelcast.partition.PartitionAware");

    private Rules() {}

    static Stream<Rule> all() {
        return Stream.of(modules(), grid(), core()).flatMap(List::stream);
    }

    private static List<Rule> modules() {
        return List.of(
                Rule.of(
                        "core is plain Java and one hash library",
                        root -> knowsOnly(
                                root + ".core..",
                                root + ".core..",
                                "java..",
                                "javax.crypto..",
                                "com.dynatrace.hash4j.."),
                        "core.port.KnowsJakarta",
                        "core.port.KnowsHazelcast",
                        "core.port.KnowsTheAdapter"),
                Rule.of(
                        "hazelcast-config knows core and Hazelcast, and no server",
                        root -> knowsOnly(
                                root + ".hazelcast..",
                                root + ".hazelcast..",
                                root + ".core..",
                                "com.hazelcast..",
                                "java..",
                                "javax.naming.."),
                        "hazelcast.KnowsTheEjbModule",
                        "hazelcast.KnowsServlets"),
                Rule.of(
                        "ejb-module knows neither the console nor an application",
                        root -> knowsNot(root + ".ejb..", root + ".admin..", root + ".shop.."),
                        "ejb.session.KnowsTheConsole"),
                Rule.of(
                        "the console knows neither ejb-module nor an application",
                        root -> knowsNot(root + ".admin..", root + ".ejb..", root + ".shop.."),
                        "admin.KnowsTheEjbModule"),
                Rule.of(
                        "an application needs nothing but the API of ejb-module",
                        root -> noClasses()
                                .that()
                                .resideInAPackage(root + ".shop..")
                                .should()
                                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(root + "..")
                                        .and(JavaClass.Predicates.resideOutsideOfPackages(
                                                root + ".shop..", root + ".ejb"))),
                        "shop.KnowsTheInside"),
                Rule.of(
                        "servlets: the console, the filter of ejb-module, and applications",
                        root -> onlyTheseKnow(
                                "jakarta.servlet..",
                                root + ".admin..",
                                root + ".ejb.http..",
                                root + ".shop..",
                                root + ".testsuite.chaos.app.."),
                        "ejb.session.KnowsServlets"),
                Rule.of(
                        "REST: the console and applications",
                        root -> onlyTheseKnow("jakarta.ws.rs..", root + ".admin..", root + ".shop.."),
                        "ejb.http.KnowsRest"),
                Rule.of(
                        "no @Resource in ejb-module: it fails in some of the places where the jar may lie",
                        root -> noFields()
                                .that()
                                .areDeclaredInClassesThat()
                                .resideInAPackage(root + ".ejb..")
                                .should()
                                .beAnnotatedWith("jakarta.annotation.Resource"),
                        "ejb.lifecycle.AsksForAResource"),
                Rule.of(
                        "no class is named Manager, Helper, Util or Impl",
                        root -> classes()
                                .that()
                                .resideInAPackage(root + "..")
                                .should()
                                .haveNameNotMatching(EMPTY_NAME.pattern()),
                        "core.layout.LayoutManager",
                        "core.layout.LayoutUtil"));
    }

    private static List<Rule> grid() {
        return List.of(
                Rule.of(
                        "only hazelcast-config knows Hazelcast",
                        root -> onlyTheseKnow("com.hazelcast..", root + ".hazelcast.."),
                        "ejb.session.KnowsHazelcast"),
                Rule.of(
                        "no class of ours travels over the grid",
                        root -> TRAVELLERS.stream()
                                .map(type -> (ArchRule) noClasses()
                                        .that()
                                        .resideInAPackage(root + "..")
                                        .should()
                                        .beAssignableTo(type))
                                .reduce((one, other) ->
                                        CompositeArchRule.of(one).and(other))
                                .orElseThrow(),
                        "hazelcast.Travels"));
    }

    private static List<Rule> core() {
        return List.of(
                Rule.of(
                        "erasure knows nothing else of core",
                        root -> withinCore(root, "erasure"),
                        "core.erasure.KnowsIds"),
                Rule.of("id knows nothing else of core", root -> withinCore(root, "id"), "core.id.KnowsErasure"),
                Rule.of("port knows id", root -> withinCore(root, "port", "id"), "core.port.KnowsLayout"),
                Rule.of(
                        "layout knows erasure, id and port",
                        root -> withinCore(root, "layout", "erasure", "id", "port"),
                        "core.layout.KnowsCheckpoints"),
                Rule.of(
                        "checkpoint knows neither recovery nor how ports are made",
                        root -> withinCore(root, "checkpoint", "layout", "erasure", "id", "port"),
                        "core.checkpoint.KnowsRecovery"),
                Rule.of(
                        "recovery does not know how ports are made",
                        root -> withinCore(root, "recovery", "checkpoint", "layout", "erasure", "id", "port"),
                        "core.recovery.KnowsMemory"),
                Rule.of(
                        "the packages of core form no cycle",
                        root -> slices().matching(root + ".core.(*)..").should().beFreeOfCycles(),
                        "core.layout.KnowsCheckpoints"));
    }

    private static ArchRule withinCore(String root, String of, String... others) {
        String[] allowed = Stream.concat(Stream.of(of), Stream.of(others))
                .map(name -> root + ".core." + name + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + ".core." + of + "..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(root + ".core..")
                        .and(JavaClass.Predicates.resideOutsideOfPackages(allowed)));
    }

    private static ArchRule knowsOnly(String who, String... what) {
        return classes()
                .that()
                .resideInAPackage(who)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(what);
    }

    private static ArchRule knowsNot(String who, String... what) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(what);
    }

    private static ArchRule onlyTheseKnow(String what, String... who) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(who)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(what);
    }
}
