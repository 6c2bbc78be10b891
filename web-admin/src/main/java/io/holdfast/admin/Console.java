// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin;

import io.holdfast.admin.config.ConsoleAddress;
import io.holdfast.admin.config.ConsoleSettings;
import io.holdfast.admin.login.ConfiguredLogin;
import io.holdfast.admin.login.FirstStartLogin;
import io.holdfast.admin.login.Login;
import io.holdfast.admin.sight.Census;
import io.holdfast.admin.sight.Members;
import io.holdfast.admin.sight.Noticeboard;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import io.holdfast.core.port.StoreException;
import io.holdfast.hazelcast.HazelcastGrid;
import io.holdfast.hazelcast.StorageFigures;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** The console on this member: joins the grid when the application starts and leaves when it ends. Thread-safe. */
@ApplicationScoped
public class Console {

    private static final Logger LOG = System.getLogger(Console.class.getName());
    private static final int SHORT_PASSWORD = 12;

    private HazelcastGrid hazelcast;
    private Noticeboard board;
    private Census census;
    private Members members;
    private Login login;
    private final AtomicBoolean posted = new AtomicBoolean();

    /** Makes the container create this bean, and so join, when the application starts. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        LOG.log(Level.INFO, "HF4000 the console is served by member {0}", memberName());
    }

    @PostConstruct
    void join() {
        ConsoleSettings settings = ConsoleSettings.ofServer();
        hazelcast = HazelcastGrid.join(settings.grid());
        board = new Noticeboard(hazelcast.directory());
        census = new Census(grid());
        members = new Members(grid(), board, census);
        login = settings.password()
                .map(password -> configured(settings.user(), password))
                .orElseGet(() -> firstStart(settings.user()));
        settings.address().ifPresent(this::post);
    }

    private static Login configured(String user, String password) {
        if (password.length() < SHORT_PASSWORD) {
            LOG.log(
                    Level.WARNING,
                    "HF4003 holdfast.console.password has fewer than " + SHORT_PASSWORD
                            + " characters; take a longer one where others can reach this server");
        }
        return new ConfiguredLogin(user, password);
    }

    private Login firstStart(String user) {
        FirstStartLogin first = new FirstStartLogin(
                user,
                hazelcast.directory(),
                grid().clock(),
                new SecureRandom(),
                secret -> LOG.log(
                        Level.WARNING,
                        "HF4001 no holdfast.console.password is configured: the console accepts user " + user
                                + " with password " + secret
                                + " on all members, as long as one of them runs. This is told only once"));
        try {
            if (!first.agree()) {
                LOG.log(
                        Level.ERROR,
                        "HF4004 what the cluster keeps as the console's credentials is not readable: nobody can log in;"
                                + " set holdfast.console.password on all members");
            }
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "HF4005 the console's credentials cannot be agreed on now; the next login tries", e);
        }
        return first;
    }

    @PreDestroy
    void leave() {
        try {
            board.withdraw(self(), grid().cluster().view());
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The grid ended first; its directory is not cleaned", e);
        }
        hazelcast.close();
    }

    /** The stores, the cluster and the clock. */
    public Grid grid() {
        return hazelcast.grid();
    }

    /** All sessions. */
    public Census census() {
        return census;
    }

    /** All members. */
    public Members members() {
        return members;
    }

    /** What members say of themselves. */
    public Noticeboard board() {
        return board;
    }

    /** Who may look. */
    public Login login() {
        return login;
    }

    /** What this member stores, this moment. */
    public StorageFigures storage() {
        return hazelcast.storage();
    }

    /** What people call this member. */
    public String memberName() {
        return grid().cluster().view().member(self()).map(Member::name).orElse(self());
    }

    /**
     * Tells the other members where people find this console, unless it is told already. Only what comes with a
     * successful login may be passed on here: the address ends up as a link in other people's pages.
     */
    public void post(ConsoleAddress address) {
        if (posted.compareAndSet(false, true)) {
            try {
                board.post(self(), address);
            } catch (StoreException e) {
                posted.set(false);
                LOG.log(Level.DEBUG, "The console's address cannot be told now; the next request does", e);
            }
        }
    }

    private String self() {
        return grid().cluster().view().self();
    }
}
