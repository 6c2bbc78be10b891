// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.util.List;

/** Where the members of a cluster are, as seen by the one that starts them. */
public interface Network {

    /** All on this machine's loopback address. */
    Network LOOPBACK = new Network() {
        @Override
        public String address(int member) {
            return "127.0.0.1";
        }

        @Override
        public List<String> at(int member, List<String> command) {
            return command;
        }
    };

    /** The address of a member, counted from 0. */
    String address(int member);

    /** The command that runs a command where that member is; its process has the identifier of the command itself. */
    List<String> at(int member, List<String> command);
}
