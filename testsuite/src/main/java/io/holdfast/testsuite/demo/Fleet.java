// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import java.util.List;

/** The members as a shopper's client knows them: a list of addresses, tried one after the other. Safe for several threads. */
final class Fleet {

    private final List<? extends Member> members;

    Fleet(List<? extends Member> members) {
        this.members = List.copyOf(members);
    }

    /** The member for the shopper with this number. */
    Member home(int shopper) {
        return members.get(shopper % members.size());
    }

    /**
     * The next one after a member that did not answer as it should; dead ones are left out.
     *
     * @throws CommandException if none is alive
     */
    Member after(Member member) {
        int place = members.indexOf(member);
        for (int step = 1; step <= members.size(); step++) {
            Member next = members.get((place + step) % members.size());
            if (next.alive()) {
                return next;
            }
        }
        throw new CommandException("HF5101", "No member is alive any more. Look at their logs.");
    }

    List<Member> living() {
        return members.stream().filter(Member::alive).map(Member.class::cast).toList();
    }
}
