// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.port.Member;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Slots 0, 1, 2, ... are kept by the members whose letters stand there; a dot is nobody. */
class PictureTest {

    @Test
    void nothingIsLostWhileNobodyLeaves() {
        Picture before = picture("abc", "abcabc");
        assertThat(before.lostIn(picture("abc", "abcabc", before))).isEmpty();
    }

    @Test
    void whatMovesBetweenLivingMembersIsNotLost() {
        Picture before = picture("ab", "ababab");
        assertThat(before.lostIn(picture("abc", "abcabc", before))).isEmpty();
    }

    @Test
    void whatADeadMemberKeptIsLost() {
        Picture before = picture("abc", "abcabc");
        assertThat(before.lostIn(picture("ac", "a.ca.c", before))).containsExactlyInAnyOrder(1, 4);
    }

    @Test
    void itIsLostAlsoWhenOthersHaveTakenItOverBeforeTheLook() {
        Picture before = picture("abc", "abcabc");
        assertThat(before.lostIn(picture("ac", "aacacc", before))).containsExactlyInAnyOrder(1, 4);
    }

    @Test
    void itIsLostOnce() {
        Picture before = picture("abc", "abcabc");
        Picture after = picture("ac", "a.ca.c", before);
        assertThat(after.lostIn(picture("ac", "aacacc", after))).isEmpty();
    }

    @Test
    void aSlotThatHadNoKeeperForALookIsLostWithItsLastOne() {
        Picture first = picture("abc", "abcabc");
        Picture second = picture("abc", "a.ca.c", first);
        assertThat(first.lostIn(second)).isEmpty();
        Picture third = picture("ac", "aacacc", second);
        assertThat(second.lostIn(third)).containsExactlyInAnyOrder(1, 4);
    }

    @Test
    void aSlotThatChangedHandsWhileAMemberLeftMayHaveBeenWithIt() {
        Picture before = picture("abc", "aacaac");
        assertThat(before.lostIn(picture("ac", "accaac", before))).containsExactly(1);
    }

    @Test
    void aSlotThatNobodyEverKeptIsNotLost() {
        Picture before = picture("ab", "..");
        assertThat(before.lostIn(picture("a", "aa", before))).isEmpty();
    }

    @Test
    void twoDeathsAtOnceLoseTheSlotsOfBoth() {
        Picture before = picture("abcd", "abcdabcd");
        assertThat(before.lostIn(picture("bc", "bbccbbcc", before))).contains(0, 3, 4, 7);
    }

    @Test
    void onlyWhatShowsMakesPicturesDiffer() {
        Picture before = picture("ab", "ab");
        assertThat(before.sameAs(picture("ab", "ab", before))).isTrue();
        assertThat(before.sameAs(picture("ab", "ba", before))).isFalse();
        assertThat(before.sameAs(picture("abc", "ab", before))).isFalse();
    }

    private static Picture picture(String members, String keepers) {
        return picture(members, keepers, Picture.NONE);
    }

    private static Picture picture(String members, String keepers, Picture before) {
        List<Member> all =
                letters(members).map(id -> new Member(id, id, id, true)).toList();
        String[] ids = letters(keepers).map(id -> id.equals(".") ? null : id).toArray(String[]::new);
        return Picture.of(all.get(0).id(), all, Arrays.asList(ids), before);
    }

    private static Stream<String> letters(String text) {
        return text.chars().mapToObj(Character::toString);
    }
}
