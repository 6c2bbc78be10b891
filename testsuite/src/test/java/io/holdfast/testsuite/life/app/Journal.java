// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.NotCheckpointed;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.PostActivate;
import jakarta.ejb.Stateful;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean with a field of each kind. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed
public class Journal extends Ledger {

    private static final Logger LOG = System.getLogger(Journal.class.getName());
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    /** Of this member, of whatever session wrote last. */
    private static volatile String lastEntry = "";

    private final String seal = UUID.randomUUID().toString();
    private final List<Object> enclosures = new ArrayList<>();
    private Page page;
    private byte[] ballast = new byte[0];
    private int constructions;
    private int activations;
    private final transient int instance = INSTANCES.incrementAndGet();
    private transient String scratch;
    private transient String seenWhenActivated;

    @Inject
    private Clerk clerk;

    @EJB
    private Archivist archivist;

    @PostConstruct
    void constructed() {
        constructions++;
    }

    /** Others look for this line: it says that the bean lives, and whether anybody asked for it. */
    @PostActivate
    @SuppressWarnings("UnusedMethod") // it is called, private as it is
    private void activated() {
        activations++;
        seenWhenActivated = clerk.number() + " " + archivist.stamp(String.join(",", entries()));
        LOG.log(Level.INFO, "journal " + seal + " reactivated with " + entries().size() + " entries");
    }

    /** Changes each field. */
    public void enter(String entry) {
        write(entry);
        page = new Page(entry, revision());
        scratch = entry;
        lastEntry = entry;
    }

    /** Changes the bean, and throws an application exception. */
    public void enterAndRefuse(String entry) {
        enter(entry);
        throw new Refusal("refused after " + entry);
    }

    /** Changes the bean, and throws a system exception. */
    public void enterAndFail(String entry) {
        enter(entry);
        throw new IllegalStateException("failed after " + entry);
    }

    /** Puts something into a collection whose type says nothing. */
    public void enclose(String what) {
        enclosures.add(
                switch (what) {
                    case "thread" -> new Thread(() -> {});
                    case "stowaway" -> new Stowaway();
                    default -> what;
                });
    }

    /** Takes out what was put in last. */
    public void takeOut() {
        enclosures.remove(enclosures.size() - 1);
    }

    /** Makes the state larger or smaller. */
    public void carry(int bytes) {
        ballast = new byte[bytes];
    }

    /** Changes the bean without a checkpoint, which nobody should do; so it shows whether one is made. */
    @NotCheckpointed
    public void enterUnseen(String entry) {
        enter(entry);
    }

    /** Everything. */
    @NotCheckpointed
    public JsonObjectBuilder describe() {
        return Json.createObjectBuilder()
                .add("seal", seal)
                .add("entries", Json.createArrayBuilder(entries()))
                .add("revision", revision())
                .add("page", page == null ? "" : page.title() + "/" + page.number())
                .add("enclosures", enclosures.size())
                .add("ballast", ballast.length)
                .add("constructions", constructions)
                .add("activations", activations)
                .add("instance", instance)
                .add("scratch", scratch == null ? "" : scratch)
                .add("lastEntry", lastEntry)
                .add("seenWhenActivated", seenWhenActivated == null ? "" : seenWhenActivated)
                .add("clerk", clerk.number())
                .add("stamp", archivist.stamp("ok"));
    }
}
