// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.admin.config.ConsoleAddress;
import io.holdfast.admin.metrics.MemberMeasures;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Directory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What members say of themselves in the directory: {@code application/NAME/MEMBER} (it runs the application),
 * {@code recovery/NAME/LOST/MEMBER} (what it recovered), {@code metrics/NAME/MEMBER} (what it counts), {@code
 * config/NAME/MEMBER} (its configuration), {@code drained/MEMBER}, {@code http/MEMBER} (where it serves the console);
 * and {@code console/ended/ID} (a login that is over). What is not as it should be is left out. Thread-safe; every method blocks while the grid answers.
 */
public final class Noticeboard {

    private static final String APPLICATIONS = "application/";
    private static final String RECOVERIES = "recovery/";
    private static final String CONSOLES = "http/";
    private static final String DRAINED = "drained/";
    private static final String MEASURES = "metrics/";
    private static final String CONFIGURATIONS = "config/";
    private static final String ENDED_LOGINS = "console/ended/";
    private static final Pattern APPLICATION = Pattern.compile("application/([A-Za-z0-9._-]{1,64})/([0-9a-f-]{36})");
    private static final Pattern RECOVERY =
            Pattern.compile("recovery/([A-Za-z0-9._-]{1,64})/(?:[0-9a-f-]{36}|released)/[0-9a-f-]{36}");

    private final Directory directory;

    /** Reads and writes that directory. */
    public Noticeboard(Directory directory) {
        this.directory = directory;
    }

    /** The applications that each member runs, by its id, sorted by name. */
    public Map<String, List<String>> applications() {
        Map<String, List<String>> found = new HashMap<>();
        for (String key : directory.entries(APPLICATIONS).keySet()) {
            Matcher matcher = APPLICATION.matcher(key);
            if (matcher.matches()) {
                found.computeIfAbsent(matcher.group(2), member -> new ArrayList<>())
                        .add(matcher.group(1));
            }
        }
        return found;
    }

    /** What was recovered, the newest loss first. */
    public List<RecoverySight> recoveries() {
        List<RecoverySight> found = new ArrayList<>();
        directory.entries(RECOVERIES).forEach((key, text) -> {
            Matcher matcher = RECOVERY.matcher(key);
            if (matcher.matches()) {
                RecoverySight.parse(text)
                        .filter(recovery -> recovery.application().equals(matcher.group(1)))
                        .ifPresent(found::add);
            }
        });
        found.sort(Comparator.comparingLong(RecoverySight::detectedAt)
                .reversed()
                .thenComparing(RecoverySight::application)
                .thenComparing(RecoverySight::member));
        return found;
    }

    /** Where members serve the console, by their ids. */
    public Map<String, ConsoleAddress> consoles() {
        Map<String, ConsoleAddress> found = new TreeMap<>();
        directory.entries(CONSOLES).forEach((key, text) -> ConsoleAddress.parse(text)
                .ifPresent(address -> found.put(key.substring(CONSOLES.length()), address)));
        return found;
    }

    /** The ids of the members that are drained. */
    public Set<String> drained() {
        return directory.entries(DRAINED).keySet().stream()
                .map(key -> key.substring(DRAINED.length()))
                .collect(Collectors.toSet());
    }

    /** What applications count on members. */
    public List<MemberMeasures> measures() {
        return directory.entries(MEASURES).values().stream()
                .flatMap(text -> MemberMeasures.parse(text).stream())
                .toList();
    }

    /** The configuration in force, of each application on each member. */
    public List<Configuration> configurations() {
        return directory.entries(CONFIGURATIONS).values().stream()
                .flatMap(text -> Configuration.parse(text).stream())
                .toList();
    }

    /** The login of that id is over, whatever its time; remembered until then. */
    public void endLogin(String id, long endsAt) {
        directory.put(ENDED_LOGINS + id, Long.toString(endsAt));
    }

    /** Whether its user has ended the login of that id. */
    public boolean hasEnded(String id) {
        return directory.entries(ENDED_LOGINS + id).containsKey(ENDED_LOGINS + id);
    }

    /** Forgets ended logins whose time is over. */
    public void forgetEndedLogins(long now) {
        directory.entries(ENDED_LOGINS).forEach((key, endsAt) -> {
            if (!endsAt.matches("[0-9]{1,15}") || Long.parseLong(endsAt) < now) {
                directory.remove(key);
            }
        });
    }

    /** Says where a member serves the console. */
    public void post(String member, ConsoleAddress address) {
        directory.put(CONSOLES + member, address.url());
    }

    /** Takes back where a member serves the console, and what members left behind that are gone. */
    public void withdraw(String member, ClusterView view) {
        for (String key : directory.entries(CONSOLES).keySet()) {
            String of = key.substring(CONSOLES.length());
            if (of.equals(member) || !view.has(of)) {
                directory.remove(key);
            }
        }
    }
}
