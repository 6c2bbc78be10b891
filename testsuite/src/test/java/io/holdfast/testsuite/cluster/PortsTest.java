// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void freeBlockHasTwoPortsAMember() {
        try (Ports ports = Ports.free(3)) {
            assertThat(ports.http(2)).isEqualTo(ports.first() + 2);
            assertThat(ports.grid(2)).isEqualTo(ports.first() + 102);
        }
    }

    @Test
    void blockThatIsGivenBackCanBeTakenAgain() {
        Ports before = Ports.free(3);
        before.close();
        try (Ports again = Ports.exactly(before.first(), 3)) {
            assertThat(again.first()).isEqualTo(before.first());
        }
    }

    @Test
    void twoClustersThatLookAtTheSameTimeFindDifferentBlocks() {
        try (Ports one = Ports.free(3);
                Ports other = Ports.free(3)) {
            assertThat(other.first()).isGreaterThan(one.first());
            assertThatThrownBy(() -> Ports.exactly(one.first(), 3)).hasMessageStartingWith("HF5011");
        }
    }

    @Test
    void busyPortIsNamed() throws IOException {
        int first = freeBlock();
        try (ServerSocket busy = listenAt(first + 101)) {
            assertThatThrownBy(() -> Ports.exactly(first, 3))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("HF5011 Port " + busy.getLocalPort() + " is in use");
        }
    }

    @Test
    void busyBlockIsPassedOver() throws IOException {
        int first = freeBlock();
        try (ServerSocket busy = listenAt(first + 1);
                Ports next = Ports.free(2)) {
            assertThat(next.first()).isGreaterThan(busy.getLocalPort());
        }
    }

    @Test
    void portsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Ports.exactly(65_500, 3))
                .hasMessageContaining("HF5010")
                .hasMessageContaining("65500");
        assertThatThrownBy(() -> Ports.exactly(80, 3)).hasMessageContaining("HF5010");
    }

    private static int freeBlock() {
        try (Ports ports = Ports.free(3)) {
            return ports.first();
        }
    }

    private static ServerSocket listenAt(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
