// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life;

import io.holdfast.testsuite.life.app.Journal;
import io.holdfast.testsuite.semantics.app.Kept;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The applications that tests deploy. Those that are no files yet are written below {@code target}. */
public final class Wars {

    private static final Path SHOP = Path.of("..", "examples", "shop", "target", "shop.war");
    private static final Path WRITTEN = Path.of("target", "wars");

    /** The container has to passivate a bean as soon as there is another one. */
    private static final String ROOM_FOR_ONE = """
            <!DOCTYPE glassfish-ejb-jar PUBLIC "-//GlassFish.org//DTD GlassFish Application Server 3.1 EJB 3.1//EN"
              "http://glassfish.org/dtds/glassfish-ejb-jar_3_1-1.dtd">
            <glassfish-ejb-jar><enterprise-beans><ejb>
              <ejb-name>Stowed</ejb-name>
              <bean-cache>
                <max-cache-size>1</max-cache-size>
                <resize-quantity>1</resize-quantity>
                <is-cache-overflow-allowed>false</is-cache-overflow-allowed>
                <cache-idle-timeout-in-seconds>600</cache-idle-timeout-in-seconds>
                <removal-timeout-in-seconds>6000</removal-timeout-in-seconds>
                <victim-selection-policy>lru</victim-selection-policy>
              </bean-cache>
            </ejb></enterprise-beans></glassfish-ejb-jar>
            """;

    private Wars() {}

    /** The shop, as it was built. */
    public static Path shop() {
        return SHOP.toAbsolutePath().normalize();
    }

    /** The shop under another name and context root, with a configuration of its own. */
    public static Path shop(String name, String... configuration) {
        WebArchive war = ShrinkWrap.create(WebArchive.class, name + ".war").merge(builtShop());
        return written(configure(war, configuration));
    }

    /** The application with {@link Journal}. */
    public static WebArchive life(String... configuration) {
        WebArchive war = empty("life").addPackage(Journal.class.getPackage());
        return configure(war, configuration);
    }

    /** The application with {@link Kept} and its like. */
    public static WebArchive semantics(String... configuration) {
        WebArchive war = empty("semantics")
                .addPackage(Kept.class.getPackage())
                .addAsWebInfResource(new StringAsset(ROOM_FOR_ONE), "glassfish-ejb-jar.xml");
        return configure(war, configuration);
    }

    /** An application that has Holdfast as a dependency, and these classes. */
    public static WebArchive with(String name, Class<?>... classes) {
        return empty(name).addClasses(classes);
    }

    /** With these lines in its MicroProfile configuration. */
    public static WebArchive configure(WebArchive war, String... configuration) {
        return war.addAsResource(
                new StringAsset(String.join("\n", configuration)), "META-INF/microprofile-config.properties");
    }

    /** As a file; its name is the context root. */
    public static Path written(WebArchive war) {
        Path file = WRITTEN.resolve(war.getName()).toAbsolutePath();
        file.getParent().toFile().mkdirs();
        war.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    /** What the one dependency brings lies in the shop: the same jars that an application has. */
    private static WebArchive empty(String name) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .merge(builtShop(), Filters.include("/WEB-INF/lib/.*"))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    private static WebArchive builtShop() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, SHOP.toFile());
    }
}
