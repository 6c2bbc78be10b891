// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.admin.config.ConsoleAddress;
import io.holdfast.core.port.Member;
import java.util.List;
import java.util.Optional;

/**
 * One member as the console shows it.
 *
 * @param member the member
 * @param applications the applications with sessions that it runs, sorted
 * @param sessions how many sessions it owns
 * @param self whether it is the member that looks
 * @param drained whether it hands over what it runs and keeps, and takes nothing more
 * @param console where it serves the console, if that is known
 */
public record MemberSight(
        Member member,
        List<String> applications,
        int sessions,
        boolean self,
        boolean drained,
        Optional<ConsoleAddress> console) {

    /** Copies the list. */
    public MemberSight {
        applications = List.copyOf(applications);
    }
}
