// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private static List<String> read(String message) {
        List<String> asked = new ArrayList<>();
        Handover.read(
                message,
                request -> asked.add("release " + request.id() + " " + request.epoch() + " " + request.asker()),
                id -> asked.add("restore " + id));
        return asked;
    }

    @Test
    void aRequestNamesTheSessionTheEpochAndWhoAsks() {
        assertThat(read("HF1 release shop/abc_DEF-123 7 a-1")).containsExactly("release shop/abc_DEF-123 7 a-1");
        assertThat(read("HF1 restore shop/abc_DEF-123")).containsExactly("restore shop/abc_DEF-123");
    }

    @Test
    void whatIsNotARequestIsLeftAlone() {
        assertThat(read("")).isEmpty();
        assertThat(read("HF1 release shop/../x 7 a-1")).isEmpty();
        assertThat(read("HF1 release shop/abc -7 a-1")).isEmpty();
        assertThat(read("HF1 release shop/abc 99999999999999999999 a-1")).isEmpty();
        assertThat(read("HF2 release shop/abc 7 a-1")).isEmpty();
        assertThat(read("HF1 release shop/abc 7")).isEmpty();
        assertThat(read("HF1 release shop/abc 7 a-1 more")).isEmpty();
        assertThat(read("HF1 restore shop/abc 7")).isEmpty();
        assertThat(read("HF1 restore shop/../x")).isEmpty();
    }
}
