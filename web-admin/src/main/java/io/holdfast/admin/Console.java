// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin;

import io.holdfast.admin.action.AuditLog;
import io.holdfast.admin.action.Verification;
import io.holdfast.admin.config.ConsoleAddress;
import io.holdfast.admin.config.ConsoleSettings;
import io.holdfast.admin.live.Hub;
import io.holdfast.admin.live.Watch;
import io.holdfast.admin.login.Accounts;
import io.holdfast.admin.login.ConfiguredLogin;
import io.holdfast.admin.login.FirstStartLogin;
import io.holdfast.admin.login.Gate;
import io.holdfast.admin.login.Login;
import io.holdfast.admin.login.Role;
import io.holdfast.admin.login.SigningKey;
import io.holdfast.admin.login.Tokens;
import io.holdfast.admin.rest.Broadcast;
import io.holdfast.admin.sight.Census;
import io.holdfast.admin.sight.DirectoryCopy;
import io.holdfast.admin.sight.ManifestSource;
import io.holdfast.admin.sight.Members;
import io.holdfast.admin.sight.Noticeboard;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.operation.Operations;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The console on this member: joins the grid when the application starts and leaves when it ends. Thread-safe. */
@ApplicationScoped
public class Console {

    private static final Logger LOG = System.getLogger(Console.class.getName());
    private static final int SHORT_PASSWORD = 12;
    private static final int MOST_CONSOLES = 256;

    private final SecureRandom random = new SecureRandom();
    private final AtomicBoolean posted = new AtomicBoolean();
    private final Set<ConsoleAddress> consoles = new LinkedHashSet<>();
    private HazelcastGrid hazelcast;
    private DirectoryCopy directory;
    private Noticeboard board;
    private Census census;
    private Members members;
    private Gate gate;
    private SigningKey key;
    private Tokens tokens;
    private AuditLog audit;
    private Operations operations;
    private Verification verification;
    private Hub hub;
    private Broadcast broadcast;
    private Watch watch;
    private ExecutorService threads;
    private Optional<DedicatedDistributor> distributor = Optional.empty();

    /** Makes the container create this bean, and so join, when the application starts. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        LOG.log(Level.INFO, "HF4000 the console is served by member {0}", memberName());
    }

    @PostConstruct
    void join() {
        ConsoleSettings settings = ConsoleSettings.ofServer();
        hazelcast = HazelcastGrid.join(settings.grid());
        directory = new DirectoryCopy(hazelcast.directory());
        hazelcast.onDirectoryChange(this::changed);
        hazelcast.grid().cluster().onChange(change -> watch().ifPresent(Watch::lookSoon));
        board = new Noticeboard(directory);
        census = new Census(grid(), source());
        members = new Members(grid(), board, census);
        gate = new Gate(accounts(settings), grid().clock());
        key = signingKey(settings);
        tokens = new Tokens(key, grid().clock(), random, board::hasEnded);
        audit = new AuditLog(directory, grid().clock(), random);
        operations = new Operations(directory, hazelcast.signals(), grid().clock());
        threads = Executors.newCachedThreadPool(Watch.threads("holdfast-console"));
        hub = new Hub(threads);
        verification = new Verification(grid(), threads, this::newsSoon);
        broadcast = new Broadcast(this);
        watch = new Watch(census, directory, hub, threads, this::remember, broadcast::tick, broadcast::news);
        distributor = DedicatedDistributor.on(hazelcast);
        settings.address().ifPresent(this::post);
        remember();
    }

    private Optional<Watch> watch() {
        return Optional.ofNullable(watch);
    }

    private void newsSoon() {
        watch().ifPresent(Watch::newsSoon);
    }

    private void changed(String name, Optional<String> text) {
        directory.changed(name, text);
        newsSoon();
    }

    /** How manifests are read slot by slot. */
    public ManifestSource source() {
        return new ManifestSource() {
            @Override
            public Map<CheckpointId, byte[]> in(int slot) {
                return hazelcast.manifestsIn(slot);
            }

            @Override
            public Set<String> copiesIn(int slot) {
                return hazelcast.copiesIn(slot);
            }
        };
    }

    private Accounts accounts(ConsoleSettings settings) {
        List<Accounts.Way> ways = new ArrayList<>();
        ways.add(new Accounts.Way(
                settings.password()
                        .map(password -> configured(settings.user(), "holdfast.console.password", password))
                        .orElseGet(() -> firstStart(settings.user())),
                Role.OPERATOR));
        settings.viewerPassword()
                .map(password -> configured(settings.viewer(), "holdfast.console.viewer.password", password))
                .ifPresent(login -> ways.add(new Accounts.Way(login, Role.VIEWER)));
        return new Accounts(ways, grid().clock(), random);
    }

    private Login configured(String user, String name, String password) {
        if (password.length() < SHORT_PASSWORD) {
            LOG.log(
                    Level.WARNING,
                    "HF4003 " + name + " has fewer than " + SHORT_PASSWORD
                            + " characters; take a longer one where others can reach this server");
        }
        return new ConfiguredLogin(user, password, random);
    }

    private SigningKey signingKey(ConsoleSettings settings) {
        String configured = String.join(
                "\n",
                settings.user(),
                settings.password().orElse(""),
                settings.viewer(),
                settings.viewerPassword().orElse(""));
        return new SigningKey(hazelcast.directory(), grid().clock(), random, configured);
    }

    private Login firstStart(String user) {
        FirstStartLogin first = new FirstStartLogin(
                user,
                hazelcast.directory(),
                grid().clock(),
                random,
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
        distributor.ifPresent(DedicatedDistributor::close);
        verification.close();
        watch.close();
        hub.close();
        threads.shutdownNow();
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

    /** All sessions; looks while somebody watches. */
    public Watch watching() {
        return watch;
    }

    /** All sessions as they were seen last. */
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

    /** Keeps what this member must know should others be lost with it: the key of logins, and where consoles are. */
    public void remember() {
        try {
            key.agree();
            synchronized (consoles) {
                consoles.addAll(board.consoles().values());
                while (consoles.size() > MOST_CONSOLES) {
                    consoles.remove(consoles.iterator().next());
                }
            }
        } catch (StoreException e) {
            LOG.log(Level.DEBUG, "The grid does not answer; what was known stands", e);
        }
    }

    /** Where members serve the console, or served it: pages that came from a member that is gone go on here. */
    public Collection<ConsoleAddress> consoles() {
        synchronized (consoles) {
            return List.copyOf(consoles);
        }
    }

    /** Who may come in. */
    public Gate gate() {
        return gate;
    }

    /** Logins that pages carry. */
    public Tokens tokens() {
        return tokens;
    }

    /** Who did what. */
    public AuditLog audit() {
        return audit;
    }

    /** What people ask the cluster to do. */
    public Operations operations() {
        return operations;
    }

    /** Verifies all sessions. */
    public Verification verification() {
        return verification;
    }

    /** Tells those who watch. */
    public Hub hub() {
        return hub;
    }

    /** What is told, and the last quarter of an hour. */
    public Broadcast broadcast() {
        return broadcast;
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
