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
    void freeBlockIsFoundAndHasTwoPortsAMember() {
        Ports ports = Ports.free(3);

        assertThat(ports.http(2)).isEqualTo(ports.first() + 2);
        assertThat(ports.grid(2)).isEqualTo(ports.first() + 102);
        assertThat(Ports.exactly(ports.first(), 3)).isEqualTo(ports);
    }

    @Test
    void busyPortIsNamed() throws IOException {
        Ports ports = Ports.free(3);
        try (ServerSocket busy = listenAt(ports.grid(1))) {
            assertThatThrownBy(() -> Ports.exactly(ports.first(), 3))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("HF5011 Port " + busy.getLocalPort() + " is in use");
        }
    }

    @Test
    void busyBlockIsPassedOver() throws IOException {
        Ports ports = Ports.free(2);
        try (ServerSocket busy = listenAt(ports.http(1))) {
            assertThat(Ports.free(2).first()).isGreaterThan(busy.getLocalPort());
        }
    }

    @Test
    void portsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Ports.exactly(65_500, 3))
                .hasMessageContaining("HF5010")
                .hasMessageContaining("65500");
        assertThatThrownBy(() -> Ports.exactly(80, 3)).hasMessageContaining("HF5010");
    }

    private static ServerSocket listenAt(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
