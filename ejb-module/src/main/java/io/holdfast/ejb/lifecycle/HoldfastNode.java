// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import io.holdfast.ejb.capture.Codecs;
import io.holdfast.ejb.config.Setting;
import io.holdfast.ejb.config.Settings;
import io.holdfast.ejb.session.Beans;
import io.holdfast.ejb.session.Node;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Builds the {@link Node} of this application when it starts, and closes it when it ends. */
@ApplicationScoped
@SuppressWarnings("BanJNDI") // fixed names, answered by the server itself
public class HoldfastNode {

    @Inject
    private CheckpointExtension extension;

    @Inject
    private BeanManager manager;

    private Node node;
    private Codecs codecs;

    @PostConstruct
    void start() {
        Settings settings = Settings.ofServer();
        List<String> allowed = Arrays.stream(
                        settings.text(Setting.SERIALIZATION_ALLOW).split(","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        codecs = new Codecs(settings.text(Setting.CODEC), Thread.currentThread().getContextClassLoader());
        Beans beans = new Beans(extension.beans(), allowed, codecs, settings.number(Setting.TOLERATE));
        try {
            node = new Node(application(settings), settings, beans, manager, threads());
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "HF3005 the server has no " + e.getMessage()
                            + "; put the jar of Hazelcast into the server's library (asadmin add-library), or into lib"
                            + " of an EAR",
                    e);
        }
    }

    @PreDestroy
    void stop() {
        node.close();
        codecs.close();
    }

    /** The application on this member. */
    public Node node() {
        return node;
    }

    private static String application(Settings settings) {
        String name = settings.text(Setting.APPLICATION);
        try {
            return name.isEmpty() ? clean(InitialContext.doLookup("java:app/AppName")) : name;
        } catch (NamingException e) {
            throw new IllegalStateException(
                    "HF3003 the server does not tell the application's name; set holdfast.application", e);
        }
    }

    private static String clean(String name) {
        String cleaned = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return cleaned.substring(0, Math.min(64, cleaned.length()));
    }

    private static ManagedThreadFactory threads() {
        try {
            return InitialContext.doLookup("java:comp/DefaultManagedThreadFactory");
        } catch (NamingException e) {
            throw new IllegalStateException(
                    "HF3004 the server has no ManagedThreadFactory; Holdfast needs Jakarta Concurrency", e);
        }
    }
}
