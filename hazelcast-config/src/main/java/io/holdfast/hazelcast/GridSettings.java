// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a member takes part in the grid. All members of a cluster need the same {@code manifestBackups} and map names.
 *
 * @param memberName what people call this member; empty for {@code host:port}
 * @param zone the failure domain of this member; empty for its host
 * @param manifestBackups backups of each manifest, 0 to 6; with f of them manifests survive f lost members
 * @param fragmentMap the map that keeps fragments
 * @param manifestMap the map that keeps manifests
 * @param timeLimit how long an operation may take, 100 milliseconds to 5 minutes
 */
public record GridSettings(
        String memberName,
        String zone,
        int manifestBackups,
        String fragmentMap,
        String manifestMap,
        Duration timeLimit) {

    private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{0,128}");
    private static final Pattern MAP = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST_BACKUPS = 6; // what Hazelcast can keep of a map
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException with a code, the value and the cure
     */
    public GridSettings {
        if (!LABEL.matcher(memberName).matches()) {
            throw new IllegalArgumentException(
                    "HF2001 member name '" + memberName + "' must be at most 128 characters, none a control character");
        }
        if (!LABEL.matcher(zone).matches()) {
            throw new IllegalArgumentException(
                    "HF2002 zone '" + zone + "' must be at most 128 characters, none a control character");
        }
        if (manifestBackups < 0 || manifestBackups > MOST_BACKUPS) {
            throw new IllegalArgumentException(
                    "HF2003 " + manifestBackups + " backups of manifests: must be 0 to " + MOST_BACKUPS);
        }
        if (!MAP.matcher(fragmentMap).matches()) {
            throw new IllegalArgumentException(
                    "HF2004 fragment map '" + fragmentMap + "' must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
        }
        if (!MAP.matcher(manifestMap).matches() || manifestMap.equals(fragmentMap)) {
            throw new IllegalArgumentException("HF2005 manifest map '" + manifestMap
                    + "' must be 1 to 64 characters of A-Z a-z 0-9 . _ - and not the fragment map");
        }
        if (timeLimit.compareTo(SHORTEST) < 0 || timeLimit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "HF2006 time limit " + timeLimit + " must be " + SHORTEST + " to " + LONGEST);
        }
    }

    /** Two backups of each manifest, five seconds, no name of its own. */
    public static GridSettings defaults() {
        return new GridSettings("", "", 2, "holdfast-fragments", "holdfast-manifests", Duration.ofSeconds(5));
    }

    /** The same with another member name. */
    public GridSettings withMemberName(String name) {
        return new GridSettings(name, zone, manifestBackups, fragmentMap, manifestMap, timeLimit);
    }

    /** The same with another zone. */
    public GridSettings withZone(String name) {
        return new GridSettings(memberName, name, manifestBackups, fragmentMap, manifestMap, timeLimit);
    }

    /** The same with another number of backups of each manifest. */
    public GridSettings withManifestBackups(int backups) {
        return new GridSettings(memberName, zone, backups, fragmentMap, manifestMap, timeLimit);
    }

    /** The same with other maps. */
    public GridSettings withMaps(String fragments, String manifests) {
        return new GridSettings(memberName, zone, manifestBackups, fragments, manifests, timeLimit);
    }

    /** The same with another time limit. */
    public GridSettings withTimeLimit(Duration limit) {
        return new GridSettings(memberName, zone, manifestBackups, fragmentMap, manifestMap, limit);
    }
}
