// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.admin.MapDirectory;
import io.holdfast.core.memory.LeapingClock;
import io.holdfast.core.port.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private final MapDirectory directory = new MapDirectory();
    private final LeapingClock clock = new LeapingClock();
    private final AuditLog audit = new AuditLog(directory, clock, new SecureRandom());

    @Test
    void theNewestComesFirst() {
        audit.write("ada", "10.0.0.1", "n1", "drain", "n2");
        clock.leap(Duration.ofMillis(5));
        audit.write("eve", "10.0.0.2", "n1", "move", "shop/abc to n3");
        assertThat(audit.all())
                .extracting(AuditLog.Entry::user, AuditLog.Entry::action, AuditLog.Entry::target)
                .containsExactly(tuple("eve", "move", "shop/abc to n3"), tuple("ada", "drain", "n2"));
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        for (int i = 0; i < AuditLog.MOST + 3; i++) {
            clock.leap(Duration.ofMillis(1));
            audit.write("ada", "10.0.0.1", "n1", "verify", "s" + i);
        }
        assertThat(audit.all()).hasSize(AuditLog.MOST);
        assertThat(audit.all().get(AuditLog.MOST - 1).target()).isEqualTo("s3");
    }

    @Test
    void noLineCanBeForged() {
        audit.write("ada\nHF4030 eve", "10.0.0.1", "n1", "end", "x".repeat(10_000));
        assertThat(audit.all().get(0).user()).isEqualTo("ada HF4030 eve");
        assertThat(audit.all().get(0).target()).hasSizeLessThan(400);
        directory.put("audit/9", "{\"at\":\"now\"}");
        assertThat(audit.all()).hasSize(1);
    }

    @Test
    void whatCannotBeWrittenDownFails() {
        directory.cutOff();
        assertThatThrownBy(() -> audit.write("ada", "10.0.0.1", "n1", "drain", "n2"))
                .isInstanceOf(StoreException.class);
    }
}
