// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.layout.Digest;
import io.holdfast.ejb.capture.CaptureException;
import io.holdfast.ejb.session.Replies.Answer;
import io.holdfast.ejb.session.Replies.Kind;
import io.holdfast.ejb.session.Replies.Place;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private static final Digest ARGUMENTS = new Digest(1, 2);

    @Test
    void anAnswerIsFoundByItsKeyAndItsPlaceInTheRequest() {
        Replies replies = Replies.none().with(List.of(answer("k", 0), answer("k", 1)), 16);
        assertThat(replies.find(new Place("k", 1))).isPresent();
        assertThat(replies.find(new Place("k", 2))).isEmpty();
        assertThat(replies.find(new Place("l", 0))).isEmpty();
    }

    @Test
    void theOldestKeysAreLeftOut() {
        Replies replies = Replies.none();
        for (String key : List.of("a", "b", "a", "c")) {
            replies = replies.with(List.of(answer(key, 0)), 2);
        }
        assertThat(replies.find(new Place("b", 0))).isEmpty();
        assertThat(replies.find(new Place("a", 0))).isPresent();
        assertThat(replies.find(new Place("c", 0))).isPresent();
    }

    @Test
    void withoutRoomForKeysNothingIsKept() {
        assertThat(Replies.none().with(List.of(answer("k", 0)), 0).find(new Place("k", 0)))
                .isEmpty();
    }

    @Test
    void theRecordIsReadBack() {
        Replies replies = Replies.none().with(List.of(answer("k", 0), answer("l", 3)), 16);
        Answer read = Replies.decode(replies.encode()).find(new Place("l", 3)).orElseThrow();
        assertThat(read.call()).isEqualTo("Cart#add(String)");
        assertThat(read.arguments()).isEqualTo(ARGUMENTS);
        assertThat(read.kind()).isEqualTo(Kind.VALUE);
        assertThat(read.bytes()).containsExactly(7, 8);
    }

    @Test
    void aRecordThatIsCutOrLongerOrOfAnotherFormatIsRefused() {
        byte[] record = Replies.none().with(List.of(answer("k", 0)), 16).encode();
        for (int length = 0; length < record.length; length++) {
            assertRefused(Arrays.copyOf(record, length));
        }
        assertRefused(Arrays.copyOf(record, record.length + 1));
        record[0]++;
        assertRefused(record);
    }

    private static void assertRefused(byte[] record) {
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() -> Replies.decode(record))
                .withMessageStartingWith("HF3074");
    }

    private static Answer answer(String key, int ordinal) {
        return new Answer(new Place(key, ordinal), "Cart#add(String)", ARGUMENTS, Kind.VALUE, new byte[] {7, 8});
    }
}
