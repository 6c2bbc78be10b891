// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerLogTest {

    private static final String INFO = """
            [2026-11-24T09:31:34.405+0000] [Payara 6] [INFO] [] [x] [levelValue: 800] [[
              [SEVERE] is a word]]

            """;
    private static final String EXPECTED = """
            [2026-11-24T09:31:34.873+0000] [Payara 6] [SEVERE] [AS-EJB-00062] [x] [levelValue: 1000] [[
              [**BaseContainer**] Could not create MonitorRegistryMediator. [modName=shop]]]

            """;
    private static final String UNEXPECTED = """
            [2026-11-24T09:31:35.900+0000] [Payara 6] [SEVERE] [] [x] [levelValue: 1000] [[
              It burns
              at a.B]]

            """;

    private static final String ANSWERED_TWICE = """
            [2026-11-24T14:03:25.538+0000] [Payara 6] [\033[1;91mSEVERE\033[0m] [] [com.hazelcast.map.impl.operation.%1$s] [x] [levelValue: 1000] [[
              [127.0.0.1]:20049 [development] NormalResponse already responseReceived for callback: Invocation{op=%1$s}
            com.hazelcast.spi.exception.ResponseAlreadySentException: NormalResponse already responseReceived for callback
              at com.hazelcast.A.b]]

            """;

    @Test
    void anOperationThatIsAnsweredTwiceIsExpectedUnlessItIsAConditionalWrite() {
        assertThat(ServerLog.severe(INFO + ANSWERED_TWICE.formatted("SetOperation") + INFO))
                .isEmpty();
        assertThat(ServerLog.severe(INFO + ANSWERED_TWICE.formatted("ReplaceIfSameOperation") + INFO))
                .hasSize(1);
    }

    @Test
    void onlyEntriesOfThatLevelThatAreNotExpectedCount() {
        assertThat(ServerLog.severe(INFO + EXPECTED + INFO)).isEmpty();
        assertThat(ServerLog.severe(INFO + EXPECTED + UNEXPECTED + INFO))
                .singleElement()
                .asString()
                .contains("It burns", "at a.B")
                .doesNotContain("is a word");
    }
}
